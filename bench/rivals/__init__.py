"""Others that look for patterns in text, each in an environment of its own."""

"""Where exosomes come from, how they are given, and what is on offer."""

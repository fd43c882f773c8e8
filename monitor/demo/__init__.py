"""Sites of our own invention, served on loopback in two states a week apart, and watched like real ones."""

"""How requests behave: robots, delays, validators, private addresses."""

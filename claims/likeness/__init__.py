"""Likeness: how much something looks like what people labelled, by linear models that are kept as small tables."""

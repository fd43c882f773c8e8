"""Likeness: how much something looks like what people labelled, by models kept as small files: tables, trees, a net."""

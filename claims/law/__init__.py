"""The rules of the markets, and the flags they give."""

"""Rule packs: loaded, made ready to read, listed, linted, tried on their own examples."""

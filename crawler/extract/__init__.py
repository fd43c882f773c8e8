"""From the bytes of one ok capture to documents: blocks in order, products, offers."""

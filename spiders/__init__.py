"""One small spider per kind of place; they yield fetched pages and know nothing of claims."""

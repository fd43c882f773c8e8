"""What happens to a fetched page, one step a module: judge, archive, extract, read, store."""

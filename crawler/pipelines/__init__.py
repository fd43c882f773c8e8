"""What happens to a fetched page, one step a module: judge, archive, read (or only extract), store."""

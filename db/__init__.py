"""The only SQL: migrations, the one writer, the one reader."""

"""The commands of `exowatch`, one a module; each a thin layer over a room."""

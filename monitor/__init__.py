"""What people touch: command line, configuration, scheduling, demo."""

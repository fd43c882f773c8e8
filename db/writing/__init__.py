"""How what a visit brings is compared and kept; called by db/store.py only."""

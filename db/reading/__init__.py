"""How what is stored is asked for; called by db/queries.py only."""

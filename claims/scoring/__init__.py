"""How well the reading agrees with labelled pages, and the floors it must hold."""

"""What Python makes anew whenever a program starts, taken from where it keeps compiled modules.

To be imported before all else that is ours.
"""

from claims import quickclasses, quickpatterns


def settle() -> None:
    """Keeps what was made anew, and lets go of all that was at hand: to be called when all is loaded."""
    quickclasses.settle()
    quickpatterns.settle()

"""What a channel says to a try."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """It took the message, with these words."""

    answer: str


@dataclass(frozen=True, slots=True)
class Later:
    """It did not take it now; `down` where it would take no other either."""

    answer: str
    down: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """It will not take it, however often it is asked."""

    answer: str


Answer = Sent | Later | Refused

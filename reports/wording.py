"""The digest's own sentences: what the title, the lead and the headline say."""

from collections.abc import Iterable

NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LEAD_WORDS = 60


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: “1 page”, “2,300 pages”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spelt(number: int) -> str:
    """A number as a word up to twelve, else in figures."""
    return NUMERALS[number] if 0 <= number < len(NUMERALS) else f"{number:,}"


def spelt_count(number: int, one: str, many: str = "") -> str:
    """A number as a word with its noun: “three pages”."""
    return f"{spelt(number)} {one if number == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """The text with a large first letter."""
    return text[:1].upper() + text[1:]


def joined(items: Iterable[str], last: str = "and") -> str:
    """A list in a sentence: “a, b and c”."""
    known = [item for item in items if item]
    if len(known) <= 1:
        return "".join(known)
    return f"{', '.join(known[:-1])} {last} {known[-1]}"


def fitted(sentences: Iterable[str], last: str, limit: int = LEAD_WORDS) -> str:
    """As many of the sentences as fit into `limit` words together with the last one, which always stands."""
    room = limit - len(last.split())
    kept: list[str] = []
    for sentence in sentences:
        size = len(sentence.split())
        if sentence and size <= room:
            kept.append(sentence)
            room -= size
    return " ".join([*kept, last]).strip()

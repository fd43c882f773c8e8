"""How sentences are put together in any language."""

from collections.abc import Iterable

LEAD_WORDS = 60


def capital(text: str) -> str:
    """The text with a large first letter."""
    return text[:1].upper() + text[1:]


def squeezed(text: str) -> str:
    """The text with single spaces, where a part of it was left out."""
    return " ".join(text.split())


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

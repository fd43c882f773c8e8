"""Foreign text made safe to show: hidden characters, length, addresses, links that land on the quote."""

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit, urlunsplit

# Characters that reorder what stands around them, that nobody types, or that are none: shown by their number instead.
NO_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
HIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ud800-\udfff"
    + NO_CHARACTERS
    + "]"
)
# Characters without width or meaning for a reader.
WIDTHLESS = re.compile(r"[\u200b\u2060-\u2064\ufeff]")
SPACE = re.compile(r"\s+")
SAFE = "%/:@!$&'()*+,;=~?"
ELLIPSIS = "…"
QUOTE_LIMIT = 420
NAME_LIMIT = 160
OPERATOR = 60  # of who runs a site, where many stand
THING = 80  # of a product or page, likewise
REASON_LIMIT = 600
ADDRESS_LIMIT = 200
FRAGMENT_LIMIT = 150
FRAGMENT_WORDS = 5


def shown(text: str) -> str:
    """The text as one line, with each character that would reorder or hide others shown by its number."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return SPACE.sub(" ", revealed(text))


def revealed(text: str) -> str:
    """The text with its lines as they are, without what has no width, and with what hides shown by its number."""
    if text.isascii() and text.isprintable():
        return text
    return HIDDEN.sub(lambda hit: f"⟨U+{ord(hit[0]):04X}⟩", WIDTHLESS.sub("", text))


def short(text: str, limit: int = NAME_LIMIT) -> str:
    """The text on one line, cut at `limit` characters."""
    line = shown(text).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS


def window(text: str, spans: tuple[tuple[int, int], ...], limit: int = QUOTE_LIMIT) -> tuple[int, int]:
    """Start and end of at most `limit` characters of the text that hold the first span, cut between words."""
    if len(text) <= limit:
        return 0, len(text)
    first, last = spans[0] if spans else (0, 0)
    start = max(0, min(first - (limit - (last - first)) // 2, len(text) - limit))
    end = min(len(text), start + limit)
    return _forward(text, start, first), _back(text, end, max(last, start + 1))


def link(address: str) -> str:
    """The address where it may be linked (http or https, a host, nothing hidden), else nothing."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return ""
    hidden = HIDDEN.search(address) or SPACE.search(address.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or hidden or parts.username or port == 0:
        return ""
    path, query, rest = (quote(part, safe="%/:@!$&'()*+,;=~?") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc, path, query, rest))


def link_to_quote(address: str, words: str) -> str:
    """The address of a page with a text fragment that takes a browser to the words."""
    base = link(address)
    fragment = text_fragment(words)
    if not base or not fragment:
        return base
    return f"{base}{'' if '#' in base else '#'}:~:text={fragment}"


def text_fragment(words: str) -> str:
    """The value of a text directive: the words, or their first and last where they are many."""
    line = SPACE.sub(" ", words).strip()
    if not line or HIDDEN.search(line):
        return ""
    tokens = line.split(" ")
    if len(line) <= FRAGMENT_LIMIT or len(tokens) < 2 * FRAGMENT_WORDS:
        return _encoded(line) if len(line) <= 2 * FRAGMENT_LIMIT else ""
    return f"{_encoded(' '.join(tokens[:FRAGMENT_WORDS]))},{_encoded(' '.join(tokens[-FRAGMENT_WORDS:]))}"


def address_text(address: str) -> str:
    """An address for people: no scheme, readable letters, cut where it is long."""
    parts = urlsplit(address) if _splits(address) else None
    if parts is None or parts.scheme not in {"http", "https"}:
        return short(address, ADDRESS_LIMIT)
    readable = unquote(parts.path.rstrip("/"), errors="replace") + (f"?{parts.query}" if parts.query else "")
    return short(parts.netloc + readable, ADDRESS_LIMIT)


def folded(text: str) -> str:
    """The text as it counts for being the same words: compatibility forms, case and spaces apart."""
    return SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def _splits(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _forward(text: str, start: int, limit: int) -> int:
    """The start of the next word, not past `limit`; the same place in a text without spaces."""
    if start == 0:
        return 0
    space = text.find(" ", start, limit)
    return space + 1 if space >= 0 else start


def _back(text: str, end: int, limit: int) -> int:
    if end == len(text):
        return end
    space = text.rfind(" ", limit, end)
    return space if space >= 0 else end

"""Runs of text made clean, cut at line breaks where the lines are entries, and told by their look."""

import re

from crawler.extract.labels import opens_ingredients

SEAM = "\x01"  # between two elements that touch
BREAK = "\x02"  # a <br>
BLANKS = f" \t\n\r\f\xa0{SEAM}{BREAK}"

_DROPPED = re.compile("[\u00ad\u200b\u2060\ufeff\x00\x03-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]")
_SEAM_IN_WORD = re.compile(f"(?<=[^\\W\\d_]){SEAM}+(?=[^\\W\\d_])")
_BULLET = re.compile(r"^(?:[•●○◦▪▫■□◆◇►▶▸‣⁃∙✓✔✅☑✗✘❌★☆➤➔→·]\ufe0f?\s*|(?:[-–—*]|\(?\d{1,2}[.)])\s+)+(?=\S)")
_ENTRY = re.compile(r"^[^a-zß-öø-ÿ]")
_QUESTION = re.compile(r"[?？؟]\s*[\"”’»)」]?\s*$")
_QUOTED = re.compile(r"^[\"“”„«‘「『][^\"“”„«»「」『』]*[\"“”»’」』][.!]?$")
_SEPARATORS = re.compile(r"[,;、，؛·•|]|\s/\s")
_PICTURE_NAME = re.compile(
    r"^[\w\-. ()%]*\.(?:jpe?g|png|gif|webp|svg|avif|bmp)$|^(?:img|dsc|image|photo)[-_ ]?\d+$|^[\W\d_]*$", re.IGNORECASE
)

_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_LONGEST_ENTRY = 160
_SHORTEST_QUOTE = 40


def clean(raw: str) -> str:
    """Text with white space collapsed, and without soft hyphens, control characters and icons."""
    if SEAM in raw:
        raw = _SEAM_IN_WORD.sub(_seam, raw).replace(SEAM, " ")
    if not raw.isascii() or not raw.isprintable():
        raw = _DROPPED.sub("", raw.replace(BREAK, " "))
    return " ".join(raw.split())


def lines(raw: str) -> list[str]:
    """The clean runs that a raw run holds: one, or its lines where line breaks part entries."""
    if BREAK not in raw:
        text = clean(raw)
        return [text] if text else []
    found: list[str] = []
    for paragraph in re.split(rf"{BREAK}\s*{BREAK}[\s{BREAK}]*", raw):
        cut = [line for line in map(clean, paragraph.split(BREAK)) if line]
        found.extend(cut if _are_entries(cut) else [" ".join(cut)] if cut else [])
    return found


def squashed(text: str) -> str:
    """Letters and digits only, in one case: equal for texts that a reader takes for the same."""
    folded = text.casefold()
    return folded.translate(_SIGNS) if folded.isascii() else "".join(filter(str.isalnum, folded))


def unbulleted(text: str) -> str:
    """The text without the mark of a bullet at its start; the same text where it has none."""
    return _BULLET.sub("", text)


def asks(text: str) -> bool:
    """Whether it ends as a question."""
    return bool(_QUESTION.search(text))


def is_quoted(text: str) -> bool:
    """Whether all of it stands between quotation marks, and is long enough to be what somebody says."""
    return len(text) >= _SHORTEST_QUOTE and bool(_QUOTED.match(text))


def separators(text: str) -> int:
    """How many marks part the entries of a list in one line."""
    return len(_SEPARATORS.findall(text))


def says_something(alt: str) -> bool:
    """Whether the text of a picture is words, and not the name of a file."""
    return len(alt) > 3 and not _PICTURE_NAME.match(alt)


def _seam(match: re.Match[str]) -> str:
    """What stands where two elements touch inside a word: nothing before a small letter, else a space."""
    text, at = match.string, match.end()
    return "" if text[at].islower() else " "


def _are_entries(cut: list[str]) -> bool:
    if len(cut) < 2:
        return False
    if opens_ingredients(cut[0]):
        return True
    if sum(1 for line in cut if _BULLET.match(line)) * 2 >= len(cut):
        return True
    return len(cut) > 2 and all(len(line) <= _LONGEST_ENTRY and _ENTRY.match(line) for line in cut)

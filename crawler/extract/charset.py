"""Bytes of a page as text, whatever the page says of its encoding."""

import re
from functools import lru_cache

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

# Above this share of bytes that do not fit, the declaration is taken to be wrong.
_FEW = 0.002
# Text in another encoding that is read as UTF-8 breaks at nearly every byte above ASCII.
_FEW_OF_WIDE = 0.1
_WIDE = re.compile(rb"[\x80-\xff]")


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page: by its byte order mark, else UTF-8 where it fits, else as declared, else as it looks."""
    named, mark = read_bom(body)
    if named and mark is not None:
        return body[len(mark) :].decode(named, "replace")
    declared = _declared(body, content_type)
    if declared.startswith(("iso2022", "iso-2022")) or (declared.startswith("utf-16") and b"\0" in body[:100]):
        return body.decode(declared, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)


def _declared(body: bytes, content_type: str) -> str:
    names = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    return next((known for name in names if name and (known := _known(name))), "")


@lru_cache(maxsize=200)
def _known(name: str) -> str:
    """The encoding of a name; empty for what decodes no text, such as `undefined` or `zlib`."""
    found = resolve_encoding(name) or ""
    try:
        b"a\xff".decode(found or "none", "replace")
    except (LookupError, ValueError):
        return ""
    return found


def _not_utf8(body: bytes, declared: str) -> str:
    """Text that is no clean UTF-8: UTF-8 all the same where little breaks, else as declared, else by its look."""
    wide = len(_WIDE.findall(body))
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") <= _FEW_OF_WIDE * wide:
        return text
    for name in filter(None, dict.fromkeys((declared, _declared(body, "")))):
        text = body.decode(name, "replace")
        if text.count("\ufffd") <= _FEW * max(wide, 500):
            return text
    from bs4.dammit import UnicodeDammit  # slow to load, and seldom needed

    guess = UnicodeDammit(body[:100_000], is_html=True).original_encoding or "cp1252"
    return body.decode(guess, "replace")

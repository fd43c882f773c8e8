"""Digests by which an unchanged page is known without comparing it."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar
from zlib import crc32

from claims.model import Document, Flag, Product, Provision, Read
from db.kept import PageDigest

MOST_AT_HAND = 2_000
T = TypeVar("T")
# By identity, which is quicker than by value; the thing that is kept beside its text keeps its number.
_flag_texts: dict[int, tuple[Flag, str]] = {}
_provisions: dict[int, tuple[Provision, str]] = {}


def each_once(reads: Iterable[Read]) -> Iterator[Read]:
    """The documents of a capture, told apart where two came with one key."""
    reads = tuple(reads)
    for key, read in zip(keys_of(read.document for read in reads), reads, strict=True):
        yield read if key == read.document.key else replace(read, document=replace(read.document, key=key))


def keys_of(documents: Iterable[Document]) -> Iterator[str]:
    """The keys by which the documents of a capture are told apart, in their order."""
    taken: dict[str, int] = {}
    for document in documents:
        key = document.key
        taken[key] = taken.get(key, 0) + 1
        yield f"{key}#{taken[key]}" if taken[key] > 1 else key


def page_digest(read: Read) -> PageDigest:
    """The digests of one document of a capture."""
    return PageDigest(read.document.key, text_digest(read.document), reading_digest(read))


def text_digest(document: Document) -> str:
    """The digest of what a page says: its blocks and products, whatever its markup."""
    blocks = "\x1e".join(f"{b.form}\x1f{b.product}\x1f{b.text}" for b in document.blocks)
    products = "\x1e".join(_product(product) for product in document.products)
    return _digest(f"{document.title}\x1d{document.lang}\x1d{blocks}\x1d{products}")


def reading_digest(read: Read) -> str:
    """The digest of what was read from a page and which flags were raised, whatever packs did that."""
    return _digest("\x1d".join(_said(read)))


def digest_with_packs(read: Read, packs: Sequence[str]) -> str:
    """The same as it was kept before 0021_read_by, with the packs."""
    said, flags = _said(read)
    return _digest(f"{said}{tuple(packs)!r}\x1d{flags}")


def _said(read: Read) -> tuple[str, str]:
    reading = read.reading
    said = (reading.sources, reading.routes, reading.stated, reading.offers)
    flags = "\x1e".join(f"{flag.claim}\x1f{flag.source}\x1f{flag_text(flag)}" for flag in read.flags)
    return f"{reading.read}{reading.claims!r}{said!r}", flags


def claimed_by(read: Read) -> tuple[str, ...]:
    """The ids of the rules that made the claims of a page."""
    return tuple(sorted({claim.why.rule for claim in read.reading.claims}))


def flags_digest(flags: Iterable[Flag]) -> str:
    """The digest of a set of flags, whatever claim they are about."""
    return _digest("\x1e".join(flag_text(flag) for flag in flags))


@lru_cache(maxsize=4096)
def provision_digest(provision: Provision) -> str:
    """The digest of a provision as it is worded."""
    return _digest(repr(provision))


def flag_text(flag: Flag) -> str:
    """What makes a flag what it is, as one line; asked again for the very same flag it is at hand."""
    return _at_hand(_flag_texts, flag, _flag_text)


def _flag_text(flag: Flag) -> str:
    provisions = ",".join([_at_hand(_provisions, p, provision_digest) for p in flag.provisions])
    comparison = ",".join([_at_hand(_provisions, p, provision_digest) for p in flag.comparison])
    head = (flag.market, flag.level, flag.nature, flag.rule, flag.reason, flag.clears_if, flag.confirmed, flag.general)
    return f"{head!r}{provisions}|{comparison}"


def _at_hand(kept: dict[int, tuple[T, str]], thing: T, make: Callable[[T], str]) -> str:
    """What is made of a thing; of the very same thing once."""
    known = kept.get(id(thing))
    if known is not None and known[0] is thing:
        return known[1]
    if len(kept) >= MOST_AT_HAND:
        kept.clear()
    made = make(thing)
    kept[id(thing)] = thing, made
    return made


def marks_of(document: Document) -> bytes:
    """A short mark of each block's text, to know later whether a page said something before."""
    return array("I", sorted({mark(block.text) for block in document.blocks})).tobytes()


def marks_in(stored: bytes) -> frozenset[int]:
    """The marks that marks_of() packed."""
    return frozenset(array("I", stored))


def mark(text: str) -> int:
    """A short mark of a text."""
    return crc32(text.encode("utf-8", "replace"))


def _product(product: Product) -> str:
    prices = f"{product.price}\x1f{product.price_high}\x1f{product.list_price}\x1f{product.available}"
    return f"{product.key}\x1f{product.name}\x1f{product.brand}\x1f{prices}\x1f{product.ingredients}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()

"""Documents to what is kept of them: read by the packs, flagged by the rules of the markets."""

from collections.abc import Iterable, Iterator, Sequence

from claims.law.flags import flags_of
from claims.law.markets import Regulation
from claims.model import Document, Read
from claims.reading import read
from claims.rules.packs import Library


def reads_of(
    documents: Iterable[Document],
    library: Library,
    markets: Sequence[str],
    regulation: Regulation,
    *,
    traces: bool = False,
) -> Iterator[Read]:
    """Each document with its reading and the flags of the markets; with `traces` also what is held back."""
    for document in documents:
        reading = read(document, library, traces=traces)
        yield Read(document, reading, flags_of(document, reading, markets, regulation))

"""What a reading found on a page, ready to be laid beside what is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from json import dumps
from sqlite3 import Row

from claims.identity import claim_key, normalised
from claims.model import Claim, Document, Flag, Level, Read, Status
from db.compare import Wording
from db.digests import mark
from db.ranks import highest, strength


@dataclass(frozen=True, slots=True)
class Found:
    """One claim of a page with its key, its flags and the mark of the block it stands in."""

    claim: Claim
    key: str
    flags: tuple[Flag, ...]
    level: Level | None
    mark: int
    trail: str
    form: str
    lang: str

    def wording(self, number: int) -> Wording:
        """The claim as db.compare looks at it."""
        claim = self.claim
        return Wording(number, claim.type, claim.product, claim.status, normalised(claim.quote), claim.place)


def wording_before(number: int, row: Row) -> Wording:
    """A place's row, joined with its claim's type, as db.compare looks at it."""
    return Wording(number, row["type"], row["product"], Status(row["status"]), normalised(row["quote"]), row["place"])


def claims_found(read: Read) -> tuple[Found, ...]:
    """The claims of a page, each once: where one stands there twice, the strongest."""
    flags = _by_claim(read.flags)
    best: dict[str, Found] = {}
    for number, claim in enumerate(read.reading.claims):
        found = _found(read, claim, flags.get(number, ()))
        other = best.get(found.key)
        if other is None or strength(found.claim.status, found.level) > strength(other.claim.status, other.level):
            best[found.key] = found
    return tuple(best.values())


def block_mark(document: Document, block: int) -> int:
    """The mark of a block, 0 where the document has no such block."""
    return mark(document.blocks[block].text) if 0 <= block < len(document.blocks) else 0


def _found(read: Read, claim: Claim, flags: tuple[Flag, ...]) -> Found:
    document = read.document
    block = document.blocks[claim.block] if 0 <= claim.block < len(document.blocks) else None
    return Found(
        claim=claim,
        key=claim_key(claim.type, claim.quote, claim.product),
        flags=flags,
        level=highest(flags),
        mark=mark(block.text) if block else 0,
        trail=dumps(block.trail, ensure_ascii=False) if block else "[]",
        form=str(block.form) if block else "",
        lang=(block.lang if block else "") or read.reading.lang,
    )


def _by_claim(flags: Iterable[Flag]) -> dict[int, tuple[Flag, ...]]:
    sorted_out: dict[int, list[Flag]] = {}
    for flag in flags:
        if flag.claim is not None:
            sorted_out.setdefault(flag.claim, []).append(flag)
    return {number: tuple(some) for number, some in sorted_out.items()}

"""What a reviewer said of stated sources; nothing here is ever changed or taken back."""

from db.base import Database
from db.errors import NotStored
from db.writing.rows import insert, one
from db.writing.verdicts import Said, require


def keep(db: Database, said: Said) -> None:
    """Write a verdict of each source, about what it states now; the caller holds the transaction."""
    require(said)
    for source in dict.fromkeys(said.numbers):
        known = one(db, "SELECT disclosure, sources, quote FROM sources WHERE id = ?", source)
        if known is None:
            raise NotStored(f"no stated source has the number S{source}: take one from `exowatch review queue`")
        insert(
            db,
            "source_verdicts",
            source_id=source,
            disclosure=known["disclosure"],
            sources=known["sources"],
            quote=known["quote"],
            verdict=str(said.verdict),
            reason=said.reason.strip(),
            reviewer=said.reviewer.strip(),
            at=said.at,
        )

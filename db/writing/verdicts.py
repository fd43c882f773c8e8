"""What a reviewer said of claims; nothing here is ever changed or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.base import Database
from db.errors import NotStored, StoreError
from db.verdicts import Verdict
from db.writing.rows import insert, one

NOW = """
    SELECT now.id, now.wording_id FROM claims JOIN claims AS now ON now.id = coalesce(claims.joined_to, claims.id)
    WHERE claims.id = ?"""


@dataclass(frozen=True, slots=True)
class Said:
    """One verdict on some claims, or some stated sources, by a reviewer."""

    numbers: Sequence[int]
    verdict: Verdict
    reason: str
    reviewer: str
    at: str


def keep(db: Database, said: Said) -> None:
    """Write a verdict of each claim, about the wording that it has now; the caller holds the transaction."""
    require(said)
    for claim in dict.fromkeys(said.numbers):
        known = one(db, NOW, claim)
        if known is None:
            raise NotStored(f"no claim has the number {claim}: take one from `exowatch review queue`")
        insert(
            db,
            "verdicts",
            claim_id=known["id"],
            wording_id=known["wording_id"],
            verdict=str(said.verdict),
            reason=said.reason.strip(),
            reviewer=said.reviewer.strip(),
            at=said.at,
        )


def require(said: Said) -> None:
    """Raises StoreError for a dismissal without a reason, and for a verdict without a reviewer."""
    if said.verdict is Verdict.DISMISSED and not said.reason.strip():
        raise StoreError("a dismissal needs a reason: say in a few words why these words are none")
    if not said.reviewer.strip():
        raise StoreError("a verdict needs its reviewer: name who says it")

"""A claim known under two numbers, for its product moved: the older is both, and the younger leads to it."""

from sqlite3 import Row

from claims.identity import claim_key
from db.writing.rows import many, one, update
from db.writing.standing import refresh
from db.writing.work import Work

OF_THE_NEW = "SELECT * FROM claims WHERE site_id = ? AND product = ? AND gone_at IS NULL ORDER BY id"
WORDINGS = "SELECT * FROM wordings WHERE claim_id = ?1 ORDER BY id = ?2 DESC, id"
KNOWN = """
    SELECT wordings.id, wordings.claim_id FROM wordings JOIN claims ON claims.id = wordings.claim_id
    WHERE wordings.site_id = ? AND wordings.key = ? AND claims.gone_at IS NULL"""
# A page that has both at once says two things.
SAID_BESIDE = """
    SELECT 1 FROM places JOIN places AS mine ON mine.page_id = places.page_id
    WHERE places.claim_id = ?1 AND places.gone_at IS NULL AND places.missed_at IS NULL AND mine.claim_id = ?2"""
GIVE_WAY = "DELETE FROM places WHERE claim_id = ? AND page_id IN (SELECT page_id FROM places WHERE claim_id = ?)"
WORDED = "UPDATE places SET wording_id = ? WHERE claim_id = ? AND wording_id = ?"
SAID_OF = "UPDATE verdicts SET claim_id = ?, wording_id = ? WHERE claim_id = ? AND wording_id = ?"
PLACES_OF = """
    SELECT pages.address FROM places JOIN pages ON pages.id = places.page_id
    WHERE places.claim_id = ? AND places.gone_at IS NULL ORDER BY places.missed_at IS NOT NULL, places.id"""


def join_claims(work: Work, old: str, new: str) -> list[tuple[int, int]]:
    """Make each claim under the new key one with that in the same words under the old; gives older and younger."""
    joined = []
    for mine in many(work.db, OF_THE_NEW, work.site, new):
        known = _known(work, mine, old)
        if known is not None:
            _hand_over(work, mine, known, old)
            joined.append((known, int(mine["id"])))
    return joined


def show_joined(work: Work, claim: int) -> None:
    """Let a claim that got places show the strongest of them."""
    address = one(work.db, PLACES_OF, claim)
    refresh(work, claim, address["address"] if address else "", technical=False)


def _known(work: Work, mine: Row, old: str) -> int | None:
    """The claim that says under the old key what this one says, best in its words of now."""
    for wording in many(work.db, WORDINGS, mine["id"], mine["wording_id"]):
        known = one(work.db, KNOWN, work.site, claim_key(mine["type"], wording["quote"], old))
        if known is not None and one(work.db, SAID_BESIDE, known["claim_id"], mine["id"]) is None:
            return int(known["claim_id"])
    return None


def _hand_over(work: Work, mine: Row, claim: int, old: str) -> None:
    """Give the older claim all that the younger has; what is left of this is a number that leads there."""
    number, db = int(mine["id"]), work.db.conn
    reason = f"its product moved: it is claim {claim}"
    db.execute("UPDATE claims SET joined_to = ? WHERE joined_to = ?", (claim, number))
    nothing = {"place_id": None, "wording_id": None}
    update(work.db, "claims", number, joined_to=claim, gone_at=work.at, gone_reason=reason, **nothing)
    update(work.db, "claims", claim, place_id=None)
    db.execute(GIVE_WAY, (claim, number))
    for wording in many(work.db, WORDINGS, number, mine["wording_id"]):
        kept = _wording(work, mine, wording, claim, old)
        db.execute(WORDED, (kept, number, wording["id"]))
        db.execute(SAID_OF, (claim, kept, number, wording["id"]))
        if wording["id"] == mine["wording_id"]:
            update(work.db, "claims", claim, wording_id=kept)
    db.execute("UPDATE places SET claim_id = ? WHERE claim_id = ?", (claim, number))
    db.execute("UPDATE verdicts SET claim_id = ? WHERE claim_id = ?", (claim, number))


def _wording(work: Work, mine: Row, wording: Row, claim: int, old: str) -> int:
    """The older claim's row of a wording, under its new key from now on; the younger's own where that has none."""
    number, key = int(wording["id"]), claim_key(mine["type"], wording["quote"], old)
    known = one(work.db, KNOWN, work.site, key)
    update(work.db, "wordings", number, claim_id=claim)
    if known is None or known["claim_id"] != claim:
        return number
    update(work.db, "wordings", number, key=f"in place of {number}")
    update(work.db, "wordings", int(known["id"]), key=wording["key"])
    update(work.db, "wordings", number, key=key)
    return int(known["id"])

"""A claim as all its places together make it: how strong it stands, and when it is gone."""

from sqlite3 import Row

from claims.model import Level, Status
from db.model import ChangeKind
from db.ranks import strength
from db.writing.rows import many, one, update
from db.writing.work import News, Work, tell

STANDING = """
    SELECT places.*, pages.address AS address FROM places JOIN pages ON pages.id = places.page_id
    WHERE places.claim_id = ? AND places.gone_at IS NULL"""
# What denies standing in law (not approved, not evaluated, not meant to treat) limits all else that a site says.
DISCLAIMERS = "regulatory_status"
NOTED = "SELECT 1 FROM places WHERE claim_id = ? AND gone_at IS NULL AND missed_at IS NULL AND limits <> ''"
LAST = """
    SELECT places.quote, places.is_technical, pages.address,
        (SELECT max(seen_at) FROM places WHERE claim_id = ?1) AS seen_at,
        (SELECT max(missed_at) FROM places WHERE claim_id = ?1) AS missed_at
    FROM places JOIN pages ON pages.id = places.page_id
    WHERE places.claim_id = ?1 ORDER BY places.seen_at DESC, places.id LIMIT 1"""


def refresh(work: Work, claim: int, address: str, *, technical: bool) -> None:
    """Let a claim show its strongest place, and tell where that makes it stronger or softer."""
    known = one(work.db, "SELECT * FROM claims WHERE id = ?", claim)
    places = many(work.db, STANDING, claim)
    if known is None or not places:
        return
    lead = max(places, key=lambda place: (_strength(place), place["id"] == known["place_id"], -place["id"]))
    shown = {column: lead[column] for column in ("product", "status", "level")}
    update(work.db, "claims", claim, place_id=lead["id"], **shown)
    if (lead["status"], lead["level"]) != (known["status"], known["level"]):
        _tell_move(work, known, lead, address, technical=technical)


def leave_if_last(work: Work, claim: int, reason: str) -> None:
    """Let a claim go where each of its places is gone or missed; else let another place stand for it.

    The caller has proof for one place. The others were lacked by ok captures of their own, so all agree.
    """
    places = many(work.db, STANDING, claim)
    if any(place["missed_at"] is None for place in places):
        refresh(work, claim, places[0]["address"], technical=False)
        return
    for place in places:
        update(work.db, "places", place["id"], gone_at=work.at)
    known = one(work.db, "SELECT * FROM claims WHERE id = ? AND gone_at IS NULL", claim)
    last = one(work.db, LAST, claim)
    if known is None or last is None:
        return
    update(work.db, "claims", claim, gone_at=work.at, gone_reason=reason)
    news = News(
        kind=_kind_of_going(known),
        subject=last["quote"],
        address=last["address"],
        before=last["quote"],
        level=Level(known["level"]) if known["level"] else None,
        type=known["type"],
        claim=claim,
        technical=bool(last["is_technical"]),
        reason=reason,
        seen_at=last["seen_at"],
        missed_at=last["missed_at"],
    )
    tell(work, news)


def lose_note(work: Work, claim: int, note: str, address: str, *, technical: bool) -> None:
    """Tell that no place of a claim bears a note any more that limits it; the caller has lost the note of one."""
    known = one(work.db, "SELECT * FROM claims WHERE id = ?", claim)
    if known is None or one(work.db, NOTED, claim):
        return
    quote = one(work.db, "SELECT quote FROM places WHERE id = ?", known["place_id"])
    news = News(
        kind=ChangeKind.DISCLAIMER_DROPPED,
        subject=quote["quote"] if quote else note,
        address=address,
        before=note,
        level=Level(known["level"]) if known["level"] else None,
        type=known["type"],
        claim=claim,
        technical=technical,
        reason="the claim that it limits stands on without it",
    )
    tell(work, news)


def _kind_of_going(claim: Row) -> ChangeKind:
    is_disclaimer = claim["type"] == DISCLAIMERS and Status(claim["status"]) is Status.NEGATED
    return ChangeKind.DISCLAIMER_DROPPED if is_disclaimer else ChangeKind.GONE


def _strength(row: Row) -> tuple[int, int]:
    return strength(Status(row["status"]), Level(row["level"]) if row["level"] else None)


def _cause(work: Work, product: str) -> int | None:
    """The change of a stated source from which a claim's level follows: its product's, else its page's."""
    if product in work.moved or product:
        return work.moved.get(product, work.moved.get(""))
    return next(iter(work.moved.values()), None)


def _tell_move(work: Work, known: Row, lead: Row, address: str, *, technical: bool) -> None:
    """Tell that a claim is stronger or softer: by its status where that moved, else by its level."""
    by_status = lead["status"] != known["status"]
    levels = f"its level moved from {known['level'] or 'none'} to {lead['level'] or 'none'}"
    news = News(
        kind=ChangeKind.STATUS if by_status else ChangeKind.LEVEL,
        subject=lead["quote"],
        address=address,
        before=known["status"] if by_status else known["level"] or "none",
        after=lead["status"] if by_status else lead["level"] or "none",
        level=Level(lead["level"]) if lead["level"] else None,
        type=known["type"],
        claim=known["id"],
        technical=technical,
        softer=_strength(lead) < _strength(known),
        reason=levels if by_status and lead["level"] != known["level"] else "",
        cause=None if by_status else _cause(work, lead["product"]),
    )
    tell(work, news)

"""A claim seen on a page: its place brought up to date, and what that means for the claim."""

from sqlite3 import Row

from claims.model import Level, Status
from db.compare import is_same, likeness
from db.model import ChangeKind
from db.ranks import RETURNS_OF_A_BANNER, strength
from db.writing.absence import PRESENT
from db.writing.flagging import flag_set
from db.writing.found import Found, wording_before
from db.writing.rows import Value, differs, insert, one, update
from db.writing.standing import lose_note, refresh
from db.writing.work import News, Page, Work, tell

PLACES = """
    SELECT places.*, claims.type AS type, claims.returns AS returns
    FROM places JOIN claims ON claims.id = places.claim_id"""


def begin(work: Work, page: Page, found: Found, wording: int | None) -> None:
    """Keep a claim that its site did not make before."""
    technical = not page.is_new and page.blame.ours_to_find(found.mark)
    claim = insert(
        work.db,
        "claims",
        site_id=work.site,
        type=found.claim.type,
        product=found.claim.product,
        status=found.claim.status,
        level=found.level,
        wording_since=work.sighted,
        first_seen=work.sighted,
        is_baseline=work.baseline,
        is_technical=technical,
    )
    wording = _wording(work, claim, found, wording)
    place = insert(
        work.db, "places", claim_id=claim, page_id=page.id, first_seen=work.sighted, **_values(work, found, wording)
    )
    update(work.db, "claims", claim, place_id=place, wording_id=wording)
    _tell(work, page, claim, found, ChangeKind.NEW, after=found.claim.quote, technical=technical, old=work.baseline)


def see(work: Work, page: Page, claim: int, found: Found, wording: int | None, row: Row | None) -> None:
    """Bring a known claim's place on the page up to date; `row` is the place where it stood so far."""
    wording = _wording(work, claim, found, wording)
    row = row or one(work.db, f"{PLACES} WHERE places.page_id = ? AND places.claim_id = ?", page.id, claim)
    values = _values(work, found, wording)
    if row and row["missed_at"] is None and not differs(row, values):
        return
    if row is None:
        place = insert(work.db, "places", claim_id=claim, page_id=page.id, first_seen=work.sighted, **values)
    else:
        place = int(row["id"])
        update(work.db, "places", place, **values, **PRESENT)
    _follow(work, page, claim, found, place, row, wording)


def _follow(work: Work, page: Page, claim: int, found: Found, place: int, row: Row | None, wording: int) -> None:
    known = one(work.db, "SELECT * FROM claims WHERE id = ?", claim)
    if known is None:
        return
    if known["gone_at"]:
        _return(work, page, known, found, place, wording)
        return
    if row and row["wording_id"] != wording != known["wording_id"]:
        _reword(work, page, known, found, row, wording)
    if row and row["missed_at"] is None and row["limits"] and not found.claim.why.limits:
        technical = page.blame.ours_to_miss(row["limits"])
        lose_note(work, claim, row["limits"], page.address, technical=technical)
    if known["place_id"] == place or _is_stronger(found, known):
        refresh(work, claim, page.address, technical=page.blame.ours_to_find(found.mark))


def _is_stronger(found: Found, known: Row) -> bool:
    level = Level(known["level"]) if known["level"] else None
    return strength(found.claim.status, found.level) > strength(Status(known["status"]), level)


def _return(work: Work, page: Page, known: Row, found: Found, place: int, wording: int) -> None:
    technical = page.blame.ours_to_find(found.mark)
    returns = known["returns"] + (0 if technical else 1)
    update(
        work.db,
        "claims",
        known["id"],
        gone_at=None,
        gone_reason="",
        returns=returns,
        product=found.claim.product,
        place_id=place,
        wording_id=wording,
        status=found.claim.status,
        level=found.level,
    )
    reason = f"it was gone since {known['gone_at'][:10]}"
    if returns == RETURNS_OF_A_BANNER and not technical:
        reason += "; it comes and goes, so from now on only a long absence is told"
    _tell(
        work, page, known["id"], found, ChangeKind.RETURNED, after=found.claim.quote, reason=reason, technical=technical
    )


def _reword(work: Work, page: Page, known: Row, found: Found, row: Row, wording: int) -> None:
    """Keep a new wording; it is told where the difference is more than a small edit, and no banner's."""
    old, new = wording_before(0, row), found.wording(0)
    if is_same(likeness(new, old), new, old):
        update(work.db, "claims", known["id"], wording_id=wording)
        return
    was_known = one(work.db, "SELECT 1 FROM wordings WHERE id = ? AND first_seen < ?", wording, work.at)
    technical = page.blame.ours_to_find(found.mark)
    returns = known["returns"] + (1 if was_known and not technical else 0)
    update(work.db, "claims", known["id"], wording_id=wording, wording_since=work.sighted, returns=returns)
    if returns <= RETURNS_OF_A_BANNER:
        before, after = row["quote"], found.claim.quote
        _tell(work, page, known["id"], found, ChangeKind.REWORDED, before=before, after=after, technical=technical)


def _wording(work: Work, claim: int, found: Found, wording: int | None) -> int:
    """The row of a claim's wording, made or given to this claim where needed."""
    if wording is None:
        return insert(
            work.db,
            "wordings",
            site_id=work.site,
            claim_id=claim,
            key=found.key,
            quote=found.claim.quote,
            first_seen=work.sighted,
        )
    update(work.db, "wordings", wording, claim_id=claim)
    return wording


def _values(work: Work, found: Found, wording: int) -> dict[str, Value]:
    claim, why = found.claim, found.claim.why
    return {
        "wording_id": wording,
        "status": claim.status,
        "level": found.level,
        "flag_set_id": flag_set(work.db, found.flags),
        "quote": claim.quote,
        "span": claim.span.text,
        "span_start": claim.span.start,
        "rule": why.rule,
        "rule_version": why.version,
        "words": why.words,
        "cue": why.cue,
        "cue_words": why.cue_words,
        "limits": why.limits,
        "is_experimental": claim.experimental,
        "product": claim.product,
        "place": claim.place,
        "trail": found.trail,
        "form": found.form,
        "lang": found.lang,
    }


def _tell(
    work: Work,
    page: Page,
    claim: int,
    found: Found,
    kind: ChangeKind,
    *,
    before: str = "",
    after: str = "",
    reason: str = "",
    technical: bool = False,
    old: bool = False,
) -> None:
    news = News(
        kind=kind,
        subject=found.claim.quote,
        address=page.address,
        before=before,
        after=after,
        level=found.level,
        type=found.claim.type,
        claim=claim,
        technical=technical,
        reason=reason,
        old=old,
        in_force=found.claim.status.in_force,
    )
    tell(work, news)

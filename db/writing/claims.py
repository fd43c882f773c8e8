"""The claims of one page beside those that stood on it: new, same, reworded, returned, missed, gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Row

from claims.model import Read
from db.compare import pair
from db.ranks import RETURNS_OF_A_BANNER
from db.writing.absence import NEEDED, NEEDED_OF_A_BANNER, miss
from db.writing.found import Found, claims_found, wording_before
from db.writing.rows import many, many_in
from db.writing.sighting import PLACES, begin, see
from db.writing.standing import leave_if_last
from db.writing.work import Page, Work

ON_THIS_PAGE = f"{PLACES} WHERE places.page_id = ? AND places.gone_at IS NULL"
WORDINGS = "SELECT id, claim_id, key FROM wordings WHERE site_id = ? AND key IN"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What is found on a page: known claims by id, and the rest; each with its wording's row, where there is one."""

    known: dict[int, tuple[Found, int]]
    strange: list[tuple[Found, int | None]]


def compare_claims(work: Work, page: Page, read: Read) -> None:
    """Bring the claims of a page up to what was found on it."""
    standing = {int(row["claim_id"]): row for row in many(work.db, ON_THIS_PAGE, page.id)}
    recognised = _recognise(work, claims_found(read), standing)
    for claim, (found, known_wording) in recognised.known.items():
        see(work, page, claim, found, known_wording, standing.get(claim))
    absent = {claim: row for claim, row in standing.items() if claim not in recognised.known}
    for (found, wording), row in _paired(recognised.strange, list(absent.values())):
        if row is None:
            begin(work, page, found, wording)
        else:
            del absent[int(row["claim_id"])]
            see(work, page, int(row["claim_id"]), found, wording, row)
    for row in absent.values():
        _miss(work, page, row, technical=page.blame.ours_to_miss(row["quote"]))


def miss_all_claims(work: Work, page: Page) -> None:
    """Count that a page which its capture no longer holds lacks all its claims."""
    for row in many(work.db, ON_THIS_PAGE, page.id):
        _miss(work, page, row, technical=page.blame.same)


def _miss(work: Work, page: Page, row: Row, *, technical: bool) -> None:
    needed = NEEDED_OF_A_BANNER if row["returns"] >= RETURNS_OF_A_BANNER else NEEDED
    if miss(work, page, "places", row, needed=needed, technical=technical):
        leave_if_last(work, int(row["claim_id"]), "a second full fetch lacked it too")


def _recognise(work: Work, found: Sequence[Found], standing: dict[int, Row]) -> Recognised:
    """Tell known claims from strange ones; two wordings of one claim on a page at once are two claims."""
    rows = {row["key"]: row for row in many_in(work.db, WORDINGS, (work.site,), [entry.key for entry in found])}
    recognised = Recognised({}, [])
    for entry in sorted(found, key=lambda entry: _moved(rows.get(entry.key), standing)):
        row = rows.get(entry.key)
        if row is None or row["claim_id"] in recognised.known:
            recognised.strange.append((entry, row["id"] if row else None))
        else:
            recognised.known[int(row["claim_id"])] = (entry, int(row["id"]))
    return recognised


def _moved(row: Row | None, standing: dict[int, Row]) -> bool:
    """Whether the page has this claim in another wording so far."""
    place = standing.get(int(row["claim_id"])) if row else None
    return bool(row and place and place["wording_id"] != row["id"])


def _paired(
    strange: Sequence[tuple[Found, int | None]], absent: Sequence[Row]
) -> list[tuple[tuple[Found, int | None], Row | None]]:
    """What is strange, each with the row of the absent claim that it is in other words, None where it is new."""
    if not strange or not absent:
        return [(entry, None) for entry in strange]
    new = [found.wording(number) for number, (found, _) in enumerate(strange)]
    old = [wording_before(number, row) for number, row in enumerate(absent)]
    pairs = {each.found.number: absent[each.before.number] for each in pair(new, old)}
    return [(entry, pairs.get(number)) for number, entry in enumerate(strange)]

"""One visit at work: what every comparison of its capture with what is known needs at hand."""

from dataclasses import dataclass

from sqlite_utils import Database

from claims.model import Level
from db.model import ChangeKind
from db.writing.blame import Blame
from db.writing.rows import insert


@dataclass(slots=True)
class Work:
    """One capture on its way into the store.

    `seen_before` and `capture_before` are of the last ok capture of its address, None where there was none;
    `same_bytes` is True where the body is the very one of that capture; `told` counts the changes written.
    """

    db: Database
    run: int
    site: int
    baseline: bool
    at: str
    address: str
    address_id: int
    full: bool
    same_bytes: bool
    seen_before: str | None
    capture_before: int | None
    told: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the capture: its row, where a person finds it, and when it was last seen before this capture."""

    id: int
    address: str
    blame: Blame
    is_new: bool
    seen_before: str
    capture_before: int | None


@dataclass(frozen=True, slots=True)
class News:
    """A change to be written; see db.model.Change for what the fields mean."""

    kind: ChangeKind
    subject: str
    address: str
    before: str = ""
    after: str = ""
    level: Level | None = None
    type: str = ""
    claim: int | None = None
    product: int | None = None
    technical: bool = False
    softer: bool = False
    reason: str = ""
    seen_at: str | None = None
    missed_at: str | None = None
    old: bool = False  # found at the first look at its site


def tell(work: Work, news: News) -> None:
    """Write a change beside what changed."""
    work.told += 1
    insert(
        work.db,
        "changes",
        kind=news.kind,
        at=work.at,
        run_id=work.run,
        site_id=work.site,
        address=news.address,
        subject=news.subject,
        before=news.before,
        after=news.after,
        level=news.level,
        type=news.type,
        claim_id=news.claim,
        product_id=news.product,
        is_technical=news.technical,
        is_baseline=news.old,
        is_softer=news.softer,
        reason=news.reason,
        seen_at=news.seen_at,
        missed_at=news.missed_at,
    )

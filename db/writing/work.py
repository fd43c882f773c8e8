"""One visit at work: what every comparison of its capture with what is known needs at hand."""

from dataclasses import dataclass, field, replace

from claims.model import Level
from db.base import Database
from db.model import ChangeKind
from db.writing.blame import Blame
from db.writing.rows import insert

NEWS = {
    ChangeKind.NEW,
    ChangeKind.REWORDED,
    ChangeKind.RETURNED,
    ChangeKind.SOURCE,
    ChangeKind.CONFLICT_OPENED,
}


@dataclass(slots=True)
class Work:
    """One capture on its way into the store.

    `seen_before` and `capture_before` are of the last ok capture of its address, None where there was none;
    `same_bytes` is True where the body is the very one of that capture; `told` counts the changes written;
    `moved` names the change of the stated source of each product (empty key: of a page) that moved in this capture;
    `offered` are the keys of all products that the capture shows;
    `reread` is True where a stored capture is read again: all that moves then is technical;
    `doubted` is set where a page of the capture says the very same as others that held something else.
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
    moved: dict[str, int] = field(default_factory=dict)
    reread: bool = False
    offered: frozenset[str] = frozenset()
    doubted: bool = False

    @property
    def sighted(self) -> str:
        """When the page was seen that says all this: now, or at its last sight where a stored capture is read again."""
        return self.seen_before or self.at if self.reread else self.at


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the capture: its row, where a person finds it, and when it was last seen before this capture.

    What a `doubtful` one lacks is not seen, and never proved gone by it.
    """

    id: int
    address: str
    blame: Blame
    is_new: bool
    seen_before: str
    capture_before: int | None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """A change to be written; see db.known.Change for what the fields mean."""

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
    in_force: bool = True
    cause: int | None = None

    @property
    def is_news(self) -> bool:
        """Whether a reader would call it news: not what our rules brought, was old at the first look, or is denied."""
        fresh = not (self.technical or self.old) and self.cause is None
        weighty = self.level is not None or (self.claim is not None and self.in_force)
        return fresh and weighty and self.kind in NEWS


def tell(work: Work, news: News) -> int:
    """Write a change beside what changed; gives its number."""
    work.told += 1
    if work.reread:
        news = replace(news, technical=True)
    return insert(
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
        is_news=news.is_news,
        caused_by=news.cause,
        reason=news.reason,
        seen_at=news.seen_at,
        missed_at=news.missed_at,
    )

"""The figures that an edition speaks of, counted once."""

from dataclasses import dataclass

from claims.model import Level
from db.model import ChangeKind
from reports.levels import PRESSING
from reports.material import BRAND, Material
from reports.novelty import softened
from reports.subjects import Subject


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures that an edition speaks of, counted once.

    `news` are claims and stated sources that are new, changed or back on sites that sell; `found` those that a first
    visit found, which may be old; `pressing`, `medium` and `low` count both; `subjects` are the pages and products of
    critical or high priority, `products` those of them that are products.
    """

    news: int
    found: int
    pressing: int
    medium: int
    low: int
    gone: int
    softened: int
    subjects: int
    products: int

    @property
    def first_look(self) -> bool:
        """Whether all there is comes from first visits."""
        return self.found > 0 and self.news == 0


def tally(material: Material, subjects: tuple[Subject, ...]) -> Tally:
    """The figures of the period."""
    levels = [level for subject in subjects for level, _ in _items(subject)]
    first = [old for subject in subjects for _, old in _items(subject)]
    own = material.own if material.audience == BRAND else frozenset()
    selling = [c for c in material.changes if not c.technical and material.kind_of(c.site).sells and c.site not in own]
    return Tally(
        news=first.count(False),
        found=first.count(True),
        pressing=sum(level in PRESSING for level in levels),
        medium=levels.count(Level.MEDIUM),
        low=levels.count(Level.LOW),
        gone=sum(change.kind is ChangeKind.GONE for change in selling),
        softened=sum(softened(change) for change in selling),
        subjects=sum(subject.level in PRESSING for subject in subjects),
        products=sum(subject.level in PRESSING and bool(subject.product) for subject in subjects),
    )


def _items(subject: Subject) -> list[tuple[Level | None, bool]]:
    """Each claim and stated source that is news here: its level, and whether a first visit found it."""
    items = []
    for finding in subject.findings:
        baseline = {change.claim for change in finding.changes if change.baseline}
        items += [(claim.level, claim.id in baseline) for claim in finding.claims]
    if subject.moves:
        items.append((subject.source_level, any(change.baseline for change in subject.moves)))
    return items

"""The material of an edition, asked of the store as it stands at one moment."""

from datetime import datetime, timedelta

from db.known import Change, KnownClaim, KnownSource
from db.queries import Reader
from db.totals import PeriodTotal
from reports.about import markets_in_force
from reports.material import REGULATOR, Material
from reports.times import WEEK

JUST_AFTER = timedelta(seconds=1)
OWN = "own"  # the label of sites of the brand that reads the edition
COMPARABLE = 3  # weeks of history: the first one only found what was there


def gather(reader: Reader, audience: str, since: datetime | None, until: datetime | None, now: datetime) -> Material:
    """What the store knows for an audience.

    Without `since` every change that the audience was not told yet belongs to it, however old, and the period begins
    where the last edition ended; with `since` the material looks back at that period, told or not. Without `until` it
    reaches up to `now` and takes in whatever is stored.
    """
    with reader.still():
        if since is None:
            changes = reader.untold(audience, until)
        else:
            changes = tuple(c for c in reader.changes(since=since, until=until or now) if c.caused_by is None)
        editions = reader.editions(audience)
        end = until or max((now, *(change.at + JUST_AFTER for change in changes)))
        start = since or (editions[0].until if editions else _earliest(changes, end))
        moved = [change.id for change in changes]
        known = reader.claims(ids=sorted({change.claim for change in changes if change.claim is not None}), live=None)
        sources = reader.sources(about=moved)
        weeks = reader.week_totals(end)
        return Material(
            audience=audience,
            since=min(start, end),
            until=end,
            changes=changes,
            claims=known,
            products=reader.products(live=None, about=moved),
            sources=sources,
            coverage=reader.coverage(),
            site_totals=reader.site_totals(),
            weeks=weeks,
            types=reader.type_totals(start, end),
            before=_before(reader, start, end) if len(weeks) >= COMPARABLE else None,
            matrix=reader.matrix(start, end),
            packs=(*reader.packs(), markets_in_force()),
            verdicts=reader.verdicts([claim.id for claim in known]),
            site_weeks=reader.site_weeks(end) if len(weeks) >= COMPARABLE else (),
            own=frozenset(reader.labelled(OWN)),
            source_verdicts=reader.source_verdicts([source.id for source in sources]),
            letters=reader.letters() if audience == REGULATOR else (),
            source_letters=reader.source_letters() if audience == REGULATOR else (),
            past=_past(reader, changes, known, sources) if audience == REGULATOR else (),
            pictures=reader.pictures(pages_of(known, sources)) if audience == REGULATOR else (),
        )


def pages_of(claims: tuple[KnownClaim, ...], sources: tuple[KnownSource, ...]) -> tuple[tuple[str, str], ...]:
    """Site and address of every page that has one of these, once each."""
    places = [(claim.site, place.address) for claim in claims for place in claim.places]
    return tuple(dict.fromkeys((*places, *((source.site, source.address) for source in sources))))


def _past(
    reader: Reader, changes: tuple[Change, ...], claims: tuple[KnownClaim, ...], sources: tuple[KnownSource, ...]
) -> tuple[Change, ...]:
    """All that ever happened to what cards may show: these claims, and the stated sources that moved."""
    products = sorted({change.product for change in changes if change.product is not None})
    pages = dict.fromkeys((source.site, source.address) for source in sources if not source.product)
    return reader.changes_about([claim.id for claim in claims], products, tuple(pages))


def _earliest(changes: tuple[Change, ...], until: datetime) -> datetime:
    """Where the first edition of an audience begins: at its first change, a week back where there is none."""
    return min((change.at for change in changes), default=until - WEEK)


def _before(reader: Reader, since: datetime, until: datetime) -> PeriodTotal | None:
    """The figures of a period as long as this one, right before it; None where no page was seen in it."""
    total = reader.period_total(since - (until - since), since)
    return total if total.pages_expected else None

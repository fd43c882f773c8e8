"""Coverage of the sites and the counts of an edition."""

from claims.model import Level, Status
from db.leads import Endless, LeftOut, Refused
from db.model import Incident, Quality
from db.queries import Reader
from db.totals import MatrixCell, PeriodTotal, TypeTotal
from tests.db.world import DAY, SHOP, START, WEEK, Leaf, Says, World

GROWS = Says("Exosomes regrow hair in four weeks.")
HEALS = Says("Our exosomes heal scars.", "wound_scar", level=Level.CRITICAL)
LEFT_OUT = (LeftOut(Endless.CALENDAR, 12), LeftOut(Endless.DEPTH, 1))
REFUSED = (LeftOut(Refused.VIEW, 40), LeftOut(Refused.PRODUCT, 3))
OTHER = Says("Free shipping on all orders.", type="")


def two_weeks(world: World) -> None:
    """Five pages, then a week in which most of what can happen to a page happens."""
    world.visit(START, a=Leaf([GROWS]), b=Leaf([OTHER]), c=Leaf([OTHER]), d=Leaf([OTHER]), e=Leaf([OTHER]))
    world.begin(START + WEEK)
    world.page("/a", Leaf([GROWS, HEALS]))
    world.trouble("/b", Quality.NOT_MODIFIED, 304)
    world.trouble("/c", Quality.BLOCKED)
    world.trouble("/c", Quality.ROBOTS)
    world.trouble("/d", Quality.ERROR, 500)
    world.page("/f", Leaf([OTHER], read=False))
    world.pages("/sitemap.xml", {})
    world.trouble("/broken-link", Quality.GONE, 404)
    world.store.unvisited(world.run, SHOP.name, 7, (*LEFT_OUT, *REFUSED))
    world.store.incident(
        world.run, Incident(SHOP.name, "robots.txt answered 503", "ask again", "/robots.txt", world.now)
    )
    world.end()


def test_coverage(world: World) -> None:
    two_weeks(world)
    with Reader.open(world.path) as reader:
        (site,) = reader.coverage()
        (first,) = reader.coverage(1)
        runs = reader.runs()
    assert (site.site, site.kind, site.country, site.url, site.run) == (SHOP.name, SHOP.kind, "DE", SHOP.url, 2)
    assert (site.seen, site.unchanged, site.blocked, site.failed, site.gone) == (3, 1, 1, 1, 0)
    assert (site.unvisited, site.unread, site.expected) == (7, 1, 12)
    assert [(page.address[-2:], page.quality) for page in site.troubles] == [
        ("/c", Quality.ROBOTS),
        ("/d", Quality.ERROR),
    ]
    assert site.troubles[0].last_ok is not None
    assert (first.endless, site.endless) == ((), LEFT_OUT)
    assert (first.refused, site.refused) == ((), REFUSED)
    assert [(incident.cause, incident.remedy) for incident in site.incidents] == [
        ("robots.txt answered 503", "ask again")
    ]
    assert (first.expected, first.seen, first.troubles) == (5, 5, ())
    assert [(run.id, run.incidents, run.ended_at is not None) for run in runs] == [(2, 1, True), (1, 0, True)]


def test_pages_that_a_run_never_reached_are_unvisited(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]), b=Leaf([OTHER]))
    world.begin(START + WEEK)
    world.page("/b", Leaf([OTHER]))
    with Reader.open(world.path) as reader:
        (site,) = reader.coverage()
        assert reader.runs()[0].ended_at is None
    assert (site.seen, site.unvisited, site.expected) == (1, 1, 2)


def test_totals(world: World) -> None:
    two_weeks(world)
    until = START + WEEK + DAY
    with Reader.open(world.path) as reader:
        (site,) = reader.site_totals()
        weeks = reader.week_totals(until)
        assert reader.type_totals(until - WEEK, until) == (TypeTotal("wound_scar", 1, 0, 12),)
        assert reader.period_total(until - WEEK, until) == PeriodTotal(1, 1, 0, 0, 3, 12, 1)
        assert reader.period_total(START, START + DAY) == PeriodTotal(0, 0, 0, 0, 5, 5, 1)
        assert reader.matrix(START, until) == (
            MatrixCell(SHOP.name, "hair_growth", 1, 0, Status.ASSERTED),
            MatrixCell(SHOP.name, "wound_scar", 1, 0, Status.ASSERTED),
        )
        assert reader.packs() == ("en 1 aaaa",)
        assert reader.sites() == (SHOP,)
    assert (site.live, site.critical, site.high, site.medium, site.low) == (2, 1, 1, 0, 0)
    assert [(week.critical, week.high) for week in weeks] == [(0, 0), (1, 0)]
    assert weeks[-1].until == until


def test_what_is_denied_or_old_is_no_news(world: World) -> None:
    world.visit(START, a=Leaf([OTHER]))
    denied = Says("No exosome regrows hair.", status=Status.NEGATED, level=None)
    unflagged = Says("Exosomes ease pain.", "pain_orthopaedic", level=None)
    assert world.visit(START + WEEK, a=Leaf([OTHER, denied, unflagged])) == ["new", "new"]
    with Reader.open(world.path) as reader:
        assert reader.period_total(START + WEEK, START + 2 * WEEK).news == 1
        assert [total.type for total in reader.type_totals(START + WEEK, START + 2 * WEEK)] == ["pain_orthopaedic"]


def test_gone_and_softened_are_counted_by_the_period(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, HEALS]))
    softer = Says(GROWS.text, status=Status.HEDGED, level=Level.MEDIUM)
    world.visit(START + WEEK, a=Leaf([softer]))
    with Reader.open(world.path) as reader:
        total = reader.period_total(START + WEEK, START + 2 * WEEK)
        cells = {cell.type: (cell.live, cell.gone, cell.strongest) for cell in reader.matrix(START, START + 2 * WEEK)}
    assert (total.news, total.gone, total.softened) == (0, 1, 1)
    assert cells == {"hair_growth": (1, 0, Status.HEDGED), "wound_scar": (0, 1, None)}


def test_claims_by_what_is_asked(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, HEALS, Says("Soft skin.", "hydration", level=None)]))
    with Reader.open(world.path) as reader:
        assert [claim.level for claim in reader.claims()] == [Level.CRITICAL, Level.HIGH, None]
        assert [claim.type for claim in reader.claims(level=Level.HIGH)] == ["wound_scar", "hair_growth"]
        assert [claim.type for claim in reader.claims(type="hydration")] == ["hydration"]
        assert reader.claims(site="nowhere") == ()
        assert len(reader.claims(limit=1)) == 1
        ids = [claim.id for claim in reader.claims()]
        assert [claim.id for claim in reader.claims(ids=ids[1:])] == ids[1:]
        assert reader.claims(ids=[]) == ()
        (claim,) = reader.claims(type="wound_scar")
        assert len(reader.changes(claim=claim.id)) == 1
    (place,) = claim.places
    assert (place.page, place.address, place.title, place.place) == ("/a", "http://127.0.0.1/a", "A page", "/p[1]")
    assert (place.warc, place.offset, len(place.digest)) == ("a.warc.gz", 7, 64)
    assert claim.flags[0].provisions[0].address == "https://example.org/law"
    assert (claim.site, claim.country, claim.lang, claim.rule) == (SHOP.name, "DE", "en", "hair-1")


def test_a_site_off_the_watchlist_stays_known_and_is_not_counted(world: World) -> None:
    world.visit(START, a=Leaf([Says("Exosomes regrow hair in four weeks.")]))
    world.store.watch(["Another Shop"])
    with Reader.open(world.path) as reader:
        assert (reader.coverage(), reader.site_totals(), reader.matrix(START, START + WEEK)) == ((), (), ())
        assert len(reader.claims()) == len(reader.sites()) == len(reader.coverage(world.run)) == 1
    world.begin(START + WEEK)
    with Reader.open(world.path) as reader:
        assert [total.site for total in reader.site_totals()] == ["Lumen Shop"]

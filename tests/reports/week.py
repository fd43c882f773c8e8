"""Invented weeks: one in which everything happens once, a quiet one, a first look."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from claims.model import Disclosure, Level, Money, SiteKind, Status
from db.kept import Picture
from db.known import Change, KnownClaim, KnownProduct, KnownSource, PageState, SiteCoverage
from db.mentions import Named
from db.model import ChangeKind, Incident, Quality
from db.totals import MatrixCell, PeriodTotal, SiteTotal, SiteWeeks, TypeTotal, WeekTotal
from db.verdicts import KnownSourceVerdict, KnownVerdict, Letter, Sister, SourceLetter, Statement, Verdict
from reports.material import REGULATOR, Material
from tests.reports.build import ANNEX, MEDICINE, NOTICE, SEEN, SINCE, UNTIL, change, claim, flag, place

CLINIC = "https://lumenvale.example/treatments/exosome-iv"
SHOP = "https://zellwerk-derm.example/shop/nabel-exo"
DEPOT = "https://glowdepot.example/item/8841207"


def _clinic() -> tuple[KnownClaim, ...]:
    spot = place(CLINIC, "Exosome IV therapy", form="heading")
    quote = "Our exosome infusion reverses early Parkinson’s and calms rheumatoid arthritis within three sessions."
    reasons = (
        flag("UK", Level.CRITICAL, "any-uk-infusion", "Names two diseases and is given by infusion.", MEDICINE),
        flag("EU", Level.HIGH, "any-eu-disease", "Names two diseases that only a medicine may name.", ANNEX),
    )
    first = replace(
        claim(1, "Lumen Vale Clinic", "disease_treatment", quote, "reverses early Parkinson’s", Level.CRITICAL, spot),
        kind=SiteKind.CLINIC,
        country="GB",
        flags=reasons,
    )
    fast = replace(first, id=2, type="rapid_or_lasting", span="within three sessions", level=Level.MEDIUM, flags=())
    fast = replace(fast, span_start=quote.index(fast.span), words=fast.span)
    also = "It may help you sleep better for months."
    sleep = replace(
        claim(3, "Lumen Vale Clinic", "wellbeing_longevity", also, "help you sleep better", Level.MEDIUM, spot),
        kind=SiteKind.CLINIC,
        country="GB",
        status=Status.HEDGED,
        cue="en/hedge/may",
        cue_words="may",
    )
    return first, fast, sleep


def _shop() -> tuple[KnownClaim, ...]:
    quote = "Exosomen aus menschlichem Nabelschnurgewebe – in der EU zugelassen."
    spot = place(SHOP, "Nabel-Exo Serum 5 ml", product="nabel-exo", under="Produktbeschreibung")
    eu = flag("EU", Level.HIGH, "approval-eu", "Says that an authority approved it.", ANNEX)
    first = replace(
        claim(4, "Zellwerk Derm", "regulatory_status", quote, "in der EU zugelassen", Level.HIGH, spot),
        product="nabel-exo",
        product_name="Nabel-Exo Serum 5 ml",
        flags=(eu,),
        lang="de",
        first_seen=SEEN - timedelta(days=150),
        experimental=True,
    )
    return (first,)


def _depot() -> tuple[KnownClaim, ...]:
    quote = "FDA-approved exosome serum: regrow hair in 30 days."
    spots = tuple(place(f"{DEPOT}?page={n}", "NovaSome Pro Ampoule", form="bullet") for n in range(1, 6))
    us = flag("US", Level.HIGH, "us-approval", "Says that the FDA approved it; none is approved.", NOTICE)
    first = replace(
        claim(5, "glowdepot", "regulatory_status", quote, "FDA-approved", Level.HIGH, *spots),
        kind=SiteKind.RETAILER,
        country="US",
        flags=(us,),
        first_seen=SEEN - timedelta(days=100),
    )
    hair = replace(first, id=6, type="hair_growth", span="regrow hair", flags=(us,))
    return first, replace(hair, span_start=quote.index("regrow hair"), words="regrow hair")


def _others() -> tuple[KnownClaim, ...]:
    veil = place("https://exoveil.example/serum", "ExoVeil Night Serum")
    press = place("https://glowreview.example/exosomes", "Are exosomes worth it?")
    proven = claim(
        7, "ExoVeil", "clinical_evidence", "Clinically proven to lift.", "Clinically proven", Level.MEDIUM, veil
    )
    vegan = claim(8, "ExoVeil", "natural_ethical", "A vegan exosome serum.", "vegan", Level.LOW, veil)
    told = claim(9, "The Glow Review", "anti_ageing", "Brands say it smooths lines.", "smooths lines", None, press)
    old = claim(10, "ExoVeil", "anti_ageing", "Visibly fewer wrinkles.", "fewer wrinkles", Level.MEDIUM, veil)
    return (
        replace(proven, country="IT"),
        replace(vegan, country="IT"),
        replace(told, kind=SiteKind.PRESS, country="GB"),
        replace(old, country="IT", gone_at=SEEN),
    )


def _changes(claims: tuple[KnownClaim, ...]) -> tuple[Change, ...]:
    by_id = {known.id: known for known in claims}
    new = tuple(change(n, ChangeKind.NEW, by_id[n]) for n in (1, 2, 3, 7, 8, 9))
    german = change(
        4,
        ChangeKind.REWORDED,
        by_id[4],
        before="Exosomen aus pflanzlichen Zellen.",
        after="Exosomen aus menschlichem Nabelschnurgewebe – in der EU zugelassen.",
    )
    back = tuple(change(n, ChangeKind.RETURNED, by_id[n]) for n in (5, 6))
    gone = replace(
        change(10, ChangeKind.GONE, by_id[10], before="Visibly fewer wrinkles."),
        seen_at=SINCE - timedelta(days=3),
        missed_at=SINCE + timedelta(days=1),
    )
    plain = Change(11, ChangeKind.PRICE, SEEN, "ExoVeil", "https://exoveil.example/serum", "ExoVeil Night Serum")
    price = replace(plain, before="€ 89.00", after="€ 79.00", product=31)
    technical = replace(change(12, ChangeKind.NEW, by_id[7]), technical=True)
    soft = replace(change(13, ChangeKind.STATUS, by_id[8], before="asserted", after="hedged"), level=Level.LOW)
    source = replace(
        plain,
        id=14,
        kind=ChangeKind.CONFLICT_OPENED,
        site="Zellwerk Derm",
        address=SHOP,
        subject="Nabel-Exo Serum 5 ml",
        before="plant",
        after="human (umbilical cord), plant",
        level=Level.CRITICAL,
        product=30,
    )
    return tuple(sorted((*new, german, *back, gone, price, technical, soft, source), key=lambda c: c.id))


def _products() -> tuple[KnownProduct, ...]:
    euros = Money(Decimal("129.00"), "EUR")
    serum = KnownProduct(
        id=30,
        site="Zellwerk Derm",
        key="nabel-exo",
        name="Nabel-Exo Serum 5 ml",
        brand="Zellwerk",
        address=SHOP,
        price=euros,
        price_high=None,
        list_price=None,
        available=True,
        ingredients="Aqua, Human Umbilical Cord Mesenchymal Stem Cell Exosomes",
        disclosure=Disclosure.CONFLICT,
        sources=(("human", "umbilical_cord"), ("plant", "unspecified")),
        source_reason="the copy says plant, the ingredient list says human",
        first_seen=SEEN - timedelta(days=150),
        last_seen=SEEN,
        gone_at=None,
    )
    night = replace(serum, id=31, site="ExoVeil", key="night", name="ExoVeil Night Serum")
    return serum, replace(night, price=Money(Decimal(79), "EUR"), address="https://exoveil.example/serum")


def _sources() -> tuple[KnownSource, ...]:
    human = flag("EU", Level.CRITICAL, "hum-eu-cosmetic", "A cosmetic may not hold material of human origin.", ANNEX)
    serum = KnownSource(
        id=40,
        site="Zellwerk Derm",
        page=SHOP,
        address=SHOP,
        title="Nabel-Exo Serum 5 ml",
        product="nabel-exo",
        name="Nabel-Exo Serum 5 ml",
        disclosure=Disclosure.CONFLICT,
        sources=(("human", "umbilical_cord"), ("plant", "unspecified")),
        reason="the copy says plant, the ingredient list says human",
        quote="Aqua, Human Umbilical Cord Mesenchymal Stem Cell Exosomes",
        level=Level.CRITICAL,
        flags=(human,),
        first_seen=SEEN,
        last_seen=SEEN,
        digest="b07e55d19a" + "52" * 27,
        warc="captures/zellwerk-derm/2026-11-14.warc.gz",
        offset=1_207,
        named=(Named(6, 51, "en.source.list", 2),),
    )
    drip = replace(serum, id=41, site="Lumen Vale Clinic", page=CLINIC, address=CLINIC, title="Exosome IV therapy")
    drip = replace(drip, product="", name="", disclosure=Disclosure.UNDISCLOSED, sources=(), quote="")
    return serum, replace(drip, reason="the page sells and names no source", level=None, flags=())


def _coverage() -> tuple[SiteCoverage, ...]:
    whole = SiteCoverage(
        site="Lumen Vale Clinic",
        kind=SiteKind.CLINIC,
        country="GB",
        url="https://lumenvale.example/",
        run=4,
        started_at=SEEN,
        expected=12,
        seen=12,
        unchanged=9,
        blocked=0,
        failed=0,
        gone=0,
        unvisited=0,
        unread=0,
    )
    walled = PageState(f"{DEPOT}?page=9", Quality.BLOCKED, "a challenge page in status 200", SEEN, None)
    failed = PageState("https://glowdepot.example/b", Quality.ERROR, "status 503", SEEN, None)
    incident = Incident("glowdepot", "fewer pages than usual", "look at the site's robots.txt")
    depot = replace(whole, site="glowdepot", kind=SiteKind.RETAILER, country="US", url="https://glowdepot.example/")
    depot = replace(depot, expected=9, seen=6, blocked=2, failed=1, unvisited=140, incidents=(incident,))
    shop = replace(whole, site="Zellwerk Derm", kind=SiteKind.BRAND, country="DE", url="https://zellwerk-derm.example/")
    press = replace(whole, site="The Glow Review", kind=SiteKind.PRESS, url="https://glowreview.example/")
    veil = replace(shop, site="ExoVeil", country="IT", url="https://exoveil.example/", expected=3, seen=3, unread=1)
    return whole, replace(depot, troubles=(walled, replace(walled, address=DEPOT), failed)), shop, press, veil


def _matrix() -> tuple[MatrixCell, ...]:
    return (
        MatrixCell("ExoVeil", "anti_ageing", 0, 1, None),
        MatrixCell("ExoVeil", "clinical_evidence", 1, 0, Status.ASSERTED),
        MatrixCell("glowdepot", "hair_growth", 1, 0, Status.ASSERTED),
        MatrixCell("glowdepot", "regulatory_status", 1, 0, Status.HEDGED),
        MatrixCell("Zellwerk Derm", "regulatory_status", 1, 0, Status.ASSERTED),
    )


def _verdicts() -> tuple[KnownVerdict, ...]:
    said = "Exosomen aus menschlichem Nabelschnurgewebe – in der EU zugelassen."
    return (KnownVerdict(1, 4, Verdict.CONFIRMED, "letter in preparation", "A. Reader", SEEN, said),)


def _source_verdicts() -> tuple[KnownSourceVerdict, ...]:
    said = Statement(
        Disclosure.CONFLICT,
        (("human", "umbilical_cord"), ("plant", "unspecified")),
        "Aqua, Human Umbilical Cord Mesenchymal Stem Cell Exosomes",
    )
    at = SEEN + timedelta(hours=2)
    return (KnownSourceVerdict(1, 40, Verdict.CONFIRMED, "the list of ingredients says it", "A. Reader", at, said),)


def _source_letters() -> tuple[SourceLetter, ...]:
    said = Statement(Disclosure.STATED, (("human", "adipose"),), "Vesicles from human fat.")
    moved = SourceLetter(
        source=50,
        site="ExoVeil",
        address="https://exoveil.example/serum",
        name="ExoVeil Night Serum",
        lang="en",
        said=said,
        now=Statement(Disclosure.STATED, (("plant", "rose"),), "Vesicles from roses."),
        sent_at=SINCE - timedelta(days=10),
        reviewer="A. Reader",
        reason="case 13",
        last_seen=SEEN,
        gone_at=None,
        returned_at=None,
        changed_at=SEEN,
    )
    return (moved,)


def _letters() -> tuple[Letter, ...]:
    up = Letter(
        claim=60,
        site="ExoVeil",
        address="https://exoveil.example/serum",
        type="wound_scar",
        level=Level.HIGH,
        quote="Heals acne scars from within.",
        now="Heals acne scars from within.",
        lang="en",
        sent_at=SINCE - timedelta(days=10),
        reviewer="A. Reader",
        reason="case 12",
        last_seen=SEEN,
        gone_at=None,
        returned_at=None,
        reworded_at=None,
        sisters=(
            Sister("ExoVeil Outlet", "https://exoveil-outlet.example/serum", ("exoveil-group",)),
            Sister("glowdepot", f"{DEPOT}?page=2"),
        ),
    )
    softer = "May help the look of scars."
    return (
        up,
        replace(up, claim=61, site="Lumen Vale Clinic", address=CLINIC, sisters=(), gone_at=SEEN),
        replace(up, claim=62, site="Zellwerk Derm", address=SHOP, sisters=(), returned_at=SEEN),
        replace(up, claim=63, site="Zellwerk Derm", address=SHOP, sisters=(), now=softer, reworded_at=SEEN),
        replace(up, claim=64, site="glowdepot", address=DEPOT, sisters=(), last_seen=SINCE - timedelta(days=20)),
    )


def _past(now: tuple[Change, ...], claims: tuple[KnownClaim, ...]) -> tuple[Change, ...]:
    """What happened to the claims and the product before and in the week."""
    depot, shop = (next(each for each in claims if each.id == number) for number in (5, 4))
    older = replace(change(101, ChangeKind.NEW, depot), at=depot.first_seen)
    went = replace(
        change(102, ChangeKind.GONE, depot, before=depot.quote),
        at=SINCE - timedelta(days=40),
        seen_at=SINCE - timedelta(days=54),
        missed_at=SINCE - timedelta(days=47),
        reason="the page lacks it twice",
    )
    rules = replace(
        change(103, ChangeKind.LEVEL, shop, before="low", after="high"), at=SINCE - timedelta(days=30), technical=True
    )
    return (older, went, rules, *(each for each in now if each.claim or each.product))


def _pictures() -> tuple[Picture, ...]:
    taken = SEEN + timedelta(minutes=4)
    return (
        Picture("Lumen Vale Clinic", CLINIC, taken, "captures/lumen-vale/screenshots/2026-11-14-41.jpg", "41" * 32),
    )


def rich_week() -> Material:
    """A week in which everything happens once."""
    claims = (*_clinic(), *_shop(), *_depot(), *_others())
    weeks = tuple(
        WeekTotal(UNTIL - timedelta(days=7 * n), UNTIL - timedelta(days=7 * (n - 1)), n % 3, n % 5 + 1, 6 + n % 4, 8)
        for n in range(12, 1, -1)
    )
    weeks = tuple(replace(week, technical=31) if week.since == SINCE - timedelta(days=28) else week for week in weeks)
    weeks += (WeekTotal(SINCE, UNTIL, 2, 3, 3, 1),)
    types = (TypeTotal("regulatory_status", 2, 11, 11), TypeTotal("disease_treatment", 1, 33, 11))
    totals = (
        SiteTotal("glowdepot", SiteKind.RETAILER, "US", "https://glowdepot.example/", 7, 0, 3, 2, 1),
        SiteTotal("Lumen Vale Clinic", SiteKind.CLINIC, "GB", "https://lumenvale.example/", 3, 1, 0, 2, 0),
        SiteTotal("The Glow Review", SiteKind.PRESS, "GB", "https://glowreview.example/", 1, 0, 0, 0, 0),
    )
    return Material(
        audience=REGULATOR,
        since=SINCE,
        until=UNTIL,
        changes=_changes(claims),
        past=_past(_changes(claims), claims),
        pictures=_pictures(),
        claims=claims,
        products=_products(),
        sources=_sources(),
        coverage=_coverage(),
        site_totals=totals,
        weeks=weeks,
        types=types,
        before=PeriodTotal(news=19, pressing=4, gone=2, softened=1, pages_seen=40, pages_expected=44, sites=5),
        matrix=_matrix(),
        verdicts=_verdicts(),
        letters=_letters(),
        source_verdicts=_source_verdicts(),
        source_letters=_source_letters(),
        site_weeks=(
            SiteWeeks("glowdepot", (0, 0, 0, 1, 2, 2, 4, 1, 3, 3, 5, 4)),
            SiteWeeks("Lumen Vale Clinic", (1, 0, 1, 0, 0, 2, 0, 0, 1, 1, 2, 3)),
        ),
        own=frozenset({"ExoVeil"}),
        packs=("en 1.4.0 (3f9a71c0)", "eu 2026-11-21"),
    )


def quiet_week() -> Material:
    """A week in which nothing of weight happened."""
    rich = rich_week()
    calm = Material(audience=REGULATOR, since=SINCE, until=UNTIL, coverage=rich.coverage[:1], packs=rich.packs)
    return replace(calm, site_totals=rich.site_totals, before=rich.before)


def first_look() -> Material:
    """The first visit to every site: all that was found may be old."""
    rich = rich_week()
    found = [replace(c, baseline=True, kind=ChangeKind.NEW) for c in rich.changes if c.claim and not c.technical]
    changes = tuple({c.claim: c for c in found if c.claim != 10}.values())
    return replace(rich, changes=changes, weeks=(), types=(), before=None)

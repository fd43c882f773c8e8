"""An invented week that is hard to print: ten cards, each with everything there is, as long as it may be."""

from dataclasses import replace
from datetime import timedelta

from claims.model import Disclosure, Level, Provision, SiteKind, Status
from db.kept import Picture
from db.known import Change, KnownClaim, KnownFlag, KnownProduct, KnownSource, SiteCoverage
from db.model import ChangeKind
from db.totals import SiteTotal
from db.verdicts import KnownSourceVerdict, KnownVerdict, Statement, Verdict
from reports.material import Material
from tests.reports.build import ANNEX, SEEN, change, claim, flag, place
from tests.reports.week import rich_week

CARDS = 10
MARKETS = ("EU", "UK", "US", "CA", "AU", "KR", "JP", "SG")
TYPES = ("disease_treatment", "pain_orthopaedic", "wound_scar", "clinical_evidence", "quantified_efficacy", "safety")
STREETS = (
    "Regenerative Aesthetics and Longevity Centre of the Lower Rhine and its Neighbouring Counties, Department {n} "
)
NAME = (
    STREETS + "for Vesicles, Peptides, Infusions and Everything that a Visitor may Wish for, Limited Liability Company"
)
LONG = (
    "In our centre {n} the exosomes of the youngest donors are infused in a single session that reverses rheumatoid "
    "arthritis, closes wounds that would not heal for years, calms the pain of worn knees and hips, is proven in {n}4 "
    "trials of the highest standing, works for ninety-eight of a hundred people within eleven days, and is free of "
    "side effects of whatever kind, as our physicians have seen in more than twelve thousand treatments since the "
    "opening of the first house, and as letters of thanks from all over the world confirm to us day after day, so that "
    "nobody needs to wait, to doubt or to ask anywhere else for a second opinion before booking."
)
SPANS = (
    "reverses rheumatoid arthritis",
    "calms the pain of worn knees and hips",
    "closes wounds that would not heal for years",
    "proven in {n}4 trials of the highest standing",
    "works for ninety-eight of a hundred people within eleven days",
    "free of side effects of whatever kind",
)
REASON = (
    "Names a disease and promises that it is reversed, closed or calmed, and is given by infusion, so that it looks "
    "like a medicine by what is said of it; one of these needs a marketing authorisation in {market}, and none is "
    "known for exosomes of whatever source, under rule {rule} of this market."
)
MAKER = "Exosomes from human umbilical cord, adipose tissue and placenta, and from roses, grapes and ginseng"


def _provision(market: str, number: int) -> Provision:
    return replace(
        ANNEX,
        id=f"{market}-{number}",
        market=market,
        instrument=f"Act {number} of {market} on medicines, tissues and cells and on what is said of them in public",
        provision=f"section {number}(1)(a) and the second schedule, entry {400 + number}",
        address=f"https://law.example/{market.lower()}/acts/{number}/" + "consolidated-text-in-force/" * 5,
        confirmed=number % 2 == 0,
    )


def _flags(card: int, nth: int) -> tuple[KnownFlag, ...]:
    """Two rules of each market for each claim, each with two provisions."""
    made = []
    for at, market in enumerate(MARKETS[card % 8 :] + MARKETS[: card % 8]):
        for more in range(2):
            level = Level.CRITICAL if at < 3 else Level.HIGH
            rule = f"any-{market.lower()}-{nth}-{more}"
            reason = REASON.format(market=market, rule=rule)
            first = 10 * (nth % 4) + 2 * more
            provisions = (_provision(market, first), _provision(market, first + 1))
            one = flag(market, level, rule, reason, *provisions)
            answer = (
                f"A marketing authorisation or trial approval of {market} for this very product, number {card}{more}."
            )
            made.append(replace(one, clears_if=answer, comparison=(_provision("CH", first), _provision("NO", first))))
    return tuple(made)


def _claims(card: int) -> tuple[KnownClaim, ...]:
    site = NAME.format(n=card)
    pages = tuple(
        place(
            f"https://centre{card}.example/" + "treatments-and-programmes/" * 6 + f"page-{page}?lang=en&visit=first",
            f"What exosomes do for people of every age at the centre, page {page} of a series on {card} programmes",
            under="Everything that was ever asked about exosomes, answered at length by the physicians of the house",
        )
        for page in range(12)
    )
    quote = LONG.format(n=card)
    made = []
    for nth, (type_, span) in enumerate(zip(TYPES, SPANS, strict=True)):
        words = span.format(n=card)
        one = claim(card * 100 + nth, site, type_, quote, words, Level.CRITICAL, *pages)
        more = "the physicians of the centre have seen it in more than twelve thousand treatments"
        note = "Results vary; no statement on this page has been looked at by an authority, and none replaces a visit."
        made.append(
            replace(one, kind=SiteKind.CLINIC, country="GB", flags=_flags(card, nth), cue_words=more, cue="en/cue/seen",
                    status=Status.ATTRIBUTED, limits=note, wording_since=SEEN + timedelta(hours=1))
        )  # fmt: skip
    for nth in range(8):
        words = f"Programme {nth} of house {card} {LONG.format(n=card)}"
        one = claim(card * 100 + 20 + nth, site, TYPES[nth % 6], words, words[:60], Level.HIGH, pages[0])
        made.append(replace(one, kind=SiteKind.CLINIC, country="GB", flags=_flags(card, nth % 6)))
    return tuple(made)


def _source(card: int) -> tuple[KnownSource, KnownProduct, Change]:
    """A product whose source is news, with a long list of ingredients; odd cards are led by it."""
    base = rich_week()
    old, sold = base.sources[0], base.products[0]
    site, address = NAME.format(n=card), f"https://centre{card}.example/" + "shop/serums-and-ampoules/" * 6
    name = f"Serum of the Seven Sources, Ampoules for the Night and the Day, Box of {card} Times Twelve, with a Booklet"
    pairs = (("human", "umbilical_cord"), ("human", "adipose"), ("human", "placenta_amnion"), ("plant", "rose"))
    source = replace(
        old,
        id=5_000 + card,
        site=site,
        page=address,
        address=address,
        product=f"serum-{card}",
        name=name,
        sources=pairs,
        reason=f"{MAKER}, as the copy has it; the list of ingredients has other words. " * 3,
        quote=f"{MAKER}; number {card}. " * 4,
        level=Level.CRITICAL if card % 2 else Level.HIGH,
        flags=_flags(card, 7),
        kind=SiteKind.CLINIC,
    )
    product = replace(
        sold,
        id=6_000 + card,
        site=site,
        key=f"serum-{card}",
        name=name,
        address=address,
        ingredients="Aqua, Glycerin, " * 60,
    )
    move = Change(
        id=7_000 + card,
        kind=ChangeKind.CONFLICT_OPENED,
        at=SEEN,
        site=site,
        address=address,
        subject=name,
        before="plant: rose + plant: grape + plant: ginseng",
        after="human: umbilical cord + human: adipose + human: placenta + plant: rose",
        level=source.level,
        product=product.id,
    )
    return source, product, move


def _verdicts(claims: tuple[KnownClaim, ...]) -> tuple[KnownVerdict, ...]:
    note = "read with two colleagues; the house was asked for its papers, and answered that they were on their way"
    return tuple(
        KnownVerdict(each.id, each.id, Verdict.CONFIRMED, note, "A. Reader of the Department", SEEN, each.quote)
        for each in claims
        if each.id % 100 < 6
    )


def _coverage(rich: Material) -> tuple[SiteCoverage, ...]:
    """The ten sites, three of them seen in part only."""
    whole, depot, *_ = rich.coverage
    made = [replace(whole, site=NAME.format(n=card), url=f"https://centre{card}.example/") for card in range(CARDS)]
    return tuple(
        replace(depot, site=each.site, url=each.url) if card in {2, 5, 8} else each for card, each in enumerate(made)
    )


def _totals(rich: Material) -> tuple[SiteTotal, ...]:
    first = rich.site_totals[1]
    return tuple(
        replace(first, site=NAME.format(n=card), url=f"https://centre{card}.example/") for card in range(CARDS)
    )


def hard_week(*, first_look: bool = True) -> Material:
    """Ten cards, half of them led by a claim and half by a source, each as long as it may be."""
    rich = rich_week()
    claims = tuple(each for card in range(CARDS) for each in _claims(card))
    found = [_source(card) for card in range(1, CARDS, 2)]
    changes = [
        replace(change(each.id, ChangeKind.NEW, each), type=each.type, baseline=first_look)
        for each in claims
        if not (each.id // 100 % 2 and each.id % 100 < 6)
    ]  # fmt: skip
    moves = [replace(move, baseline=first_look) for _, _, move in found]
    sources = tuple(source for source, _, _ in found)
    shots = [(each.site, each.places[0].address) for each in claims] + [(each.site, each.address) for each in sources]
    said = tuple(
        KnownSourceVerdict(
            each.id, each.id, Verdict.CONFIRMED, "the list says it", "A. Reader", SEEN,
            Statement(Disclosure.CONFLICT, each.sources, each.quote),
        )
        for each in sources
    )  # fmt: skip
    extra = replace(
        rich,
        changes=(*changes, *moves) if first_look else (*rich.changes, *changes, *moves),
        claims=(*rich.claims, *claims),
        sources=(*rich.sources, *sources),
        products=(*rich.products, *(product for _, product, _ in found)),
        pictures=tuple(
            Picture(
                site,
                address,
                SEEN + timedelta(days=1),
                "captures/centre/screenshots/2026-11-15-4141414141414141.jpg",
                "41" * 32,
            )
            for site, address in dict.fromkeys(shots)
        ),
        coverage=_coverage(rich),
        site_totals=_totals(rich),
        verdicts=_verdicts(claims),
        source_verdicts=said,
    )
    return replace(extra, weeks=(), types=(), before=None, letters=(), source_letters=()) if first_look else extra

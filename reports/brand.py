"""The brand analyst's edition: who claims what, from which source, at what price, since when; no legal conclusions."""

from db.model import ChangeKind
from reports import competitors, coverage, standing
from reports.about import rules_section
from reports.blocks import Bullets, Line, Number, Part, Section, Style
from reports.headline import beside, pages_seen
from reports.material import Material
from reports.matrix import matrix
from reports.novelty import Novelty
from reports.pick import one_of_each
from reports.ranking import novelty_of, ranking
from reports.saying import says
from reports.subjects import Subject
from reports.tally import Tally
from reports.times import is_week
from reports.wording import capital, fitted
from reports.words import Words

TOP = 5
PRODUCTS = (
    ChangeKind.PRODUCT_NEW,
    ChangeKind.PRODUCT_GONE,
    ChangeKind.PRODUCT_RETURNED,
    ChangeKind.PRODUCT_MOVED,
)
MOVES = (ChangeKind.PRICE, *PRODUCTS)
SHIFTS = (ChangeKind.REWORDED, ChangeKind.STATUS)


def sections(material: Material, subjects: tuple[Subject, ...], words: Words) -> tuple[Section, ...]:
    """The parts of the edition in their order; a part without content is left out, coverage never."""
    parts = (
        _top(material, subjects, words),
        competitors.new_claims(material, subjects, words),
        competitors.dropped(material, words),
        matrix(material, words),
        competitors.moved(material, "shifts", words.say("Wording and strength"), SHIFTS, words),
        competitors.sources(material, words),
        competitors.moved(material, "prices", words.say("Prices"), (ChangeKind.PRICE,), words),
        competitors.moved(material, "products", words.say("Products new and gone"), PRODUCTS, words),
        competitors.own_brand(material, subjects, words),
        standing.context(material, words),
        coverage.section(material, words),
        rules_section(material, words),
    )
    return tuple(part for part in parts if part is not None)


def of_competitors(material: Material, subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """The subjects without those of the reader's own brand, which has a part for itself."""
    return tuple(subject for subject in subjects if subject.site not in material.own)


def title(counts: Tally, material: Material, words: Words) -> str:
    """The finding in a few words."""
    if not material.coverage and not counts.news + counts.found:
        return words.say("No site has been visited")
    moves = len(competitors.selling(material, MOVES))
    closed = len(competitors.selling(material, (ChangeKind.CONFLICT_CLOSED,)))
    if counts.first_look:
        return words.count(
            counts.found, "First look: {n} claim of competitors", "First look: {n} claims of competitors"
        )
    if not counts.news + counts.gone + moves + closed:
        week = is_week(material.since, material.until)
        quiet = words.say("A quiet week: no competitor moved")
        return quiet if week else words.say("A quiet period: no competitor moved")
    said = words.spell(counts.news, "one new or changed claim or source", "{n} new or changed claims and sources")
    gone = words.spell(counts.gone, "one claim dropped", "{n} claims dropped")
    other = words.spell(moves, "one product move", "{n} product moves")
    settled = words.spell(closed, "one conflict of sources closed", "{n} conflicts of sources closed")
    told = ((said, counts.news), (gone, counts.gone), (other, moves), (settled, closed))
    return capital(words.joined(text for text, number in told if number))


def lead(counts: Tally, subjects: tuple[Subject, ...], material: Material, words: Words) -> str:
    """The bottom line: who moved most, and what is missing."""
    firsts = one_of_each(subjects, lambda subject: subject.site)
    sentences = [says(subject, words) for subject in firsts[:2]]
    prices = competitors.selling(material, (ChangeKind.PRICE,))
    if prices:
        sentences.append(capital(words.spell(len(prices), "one price changed.", "{n} prices changed.")))
    if counts.gone:
        sentences.append(capital(words.spell(counts.gone, "one claim went.", "{n} claims went.")))
    return fitted(sentences, coverage.gap(material.coverage, words))


def numbers(counts: Tally, material: Material, words: Words) -> tuple[Number, ...]:
    """The four figures."""
    seen, expected = coverage.seen_of_expected(material.coverage)
    moves = len(competitors.selling(material, MOVES))
    news = counts.found if counts.first_look else counts.news
    before = material.before
    what = words.say("claims and stated sources, new, changed or back")
    if counts.first_look:
        what = words.say("claims and stated sources, found on a first visit")
    news_before = beside(before.news, material, words) if before else ""
    gone_before = beside(before.gone, material, words) if before else ""
    return (
        Number(words.number(news), what, news_before, "new"),
        Number(words.number(counts.gone), words.say("claims dropped"), gone_before, "dropped"),
        Number(words.number(moves), words.say("moves of prices and products"), "", "prices"),
        Number(words.number(seen), pages_seen(expected, len(material.coverage), words), "", "not-seen"),
    )


def _top(material: Material, subjects: tuple[Subject, ...], words: Words) -> Section | None:
    """Five things at most, each with why it matters."""
    others = of_competitors(material, subjects)
    lines = tuple(_top_line(subject, words) for subject in others[:TOP])
    return Section("worth-knowing", words.say("Worth knowing"), (Bullets(lines),)) if lines else None


def _top_line(subject: Subject, words: Words) -> Line:
    said = says(subject, words)
    return (Part(f"{said} "), Part(_matters(subject, words), Style.QUIET))


def _matters(subject: Subject, words: Words) -> str:
    """Why a move matters to a competitor, in one sentence and without a verdict."""
    novelty = novelty_of(subject, ranking().order)
    if subject.led_by_source:
        return words.say("Why it matters: the source is what buyers and authorities ask for first.")
    if novelty is Novelty.RETURNED:
        return words.say("Why it matters: the words went and came back, so the stop was not for good.")
    if novelty is Novelty.FIRST_VISIT:
        return words.say("Why it matters: it sets the line to measure later moves from.")
    if len({place.page for finding in subject.findings for place in finding.places}) > 1:
        return words.say("Why it matters: it stands on several pages, so it is a campaign rather than a line.")
    return words.say("Why it matters: it is a promise that this competitor did not make before.")

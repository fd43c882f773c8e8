"""The brand analyst's edition: who claims what, from which source, at what price, since when; no legal conclusions."""

from db.model import ChangeKind
from reports import competitors, coverage
from reports.about import rules_section
from reports.blocks import Bullets, Line, Number, Part, Section, Style
from reports.material import Material
from reports.novelty import Novelty
from reports.pick import one_of_each
from reports.ranking import novelty_of, ranking
from reports.saying import says
from reports.subjects import Subject
from reports.tally import Tally
from reports.times import period_name
from reports.wording import capital, counted, fitted, joined, spelt_count
from reports.words import Words

TOP = 5
GONE = (ChangeKind.GONE, ChangeKind.PAGE_GONE)
PRODUCTS = (ChangeKind.PRODUCT_NEW, ChangeKind.PRODUCT_GONE, ChangeKind.PRODUCT_RETURNED)
SHIFTS = (ChangeKind.REWORDED, ChangeKind.STATUS)


def sections(material: Material, subjects: tuple[Subject, ...], words: Words) -> tuple[Section, ...]:
    """The parts of the edition in their order; a part without content is left out, coverage never."""
    parts = (
        _top(subjects, words),
        competitors.new_claims(subjects, words),
        competitors.moved(
            material, "dropped", "Claims that competitors dropped", (ChangeKind.GONE, ChangeKind.PAGE_GONE), words
        ),
        competitors.matrix(material, words),
        competitors.moved(material, "shifts", "Wording and strength", SHIFTS, words),
        competitors.sources(material, words),
        competitors.moved(material, "prices", "Prices", (ChangeKind.PRICE,), words),
        competitors.moved(material, "products", "Products new and gone", PRODUCTS, words),
        coverage.section(material, words),
        rules_section(material),
    )
    return tuple(part for part in parts if part is not None)


def title(counts: Tally, material: Material) -> str:
    """The finding in a few words."""
    if not material.coverage and not counts.news + counts.found:
        return "No site has been visited"
    moves = competitors.selling(material, (ChangeKind.PRICE, *PRODUCTS, *competitors.SOURCES))
    if counts.first_look:
        return f"First look: {counted(counts.found, 'claim')} of competitors"
    if not counts.news and not counts.gone and not moves:
        return f"A quiet {period_name(material.since, material.until)}: no competitor moved"
    said = (
        spelt_count(counts.news, "new or changed claim or source", "new or changed claims and sources")
        if counts.news
        else ""
    )
    gone = f"{spelt_count(counts.gone, 'claim')} dropped" if counts.gone else ""
    other = spelt_count(len(moves), "product move") if moves else ""
    return capital(joined((said, gone, other)))


def lead(counts: Tally, subjects: tuple[Subject, ...], material: Material, words: Words) -> str:
    """The bottom line: who moved most, and what is missing."""
    firsts = one_of_each(subjects, lambda subject: subject.site)
    sentences = [says(subject, words) for subject in firsts[:2]]
    prices = competitors.selling(material, (ChangeKind.PRICE,))
    if prices:
        sentences.append(f"{capital(spelt_count(len(prices), 'price'))} changed.")
    if counts.gone:
        sentences.append(f"{capital(spelt_count(counts.gone, 'claim'))} went.")
    return fitted(sentences, coverage.gap(material.coverage))


def numbers(counts: Tally, material: Material) -> tuple[Number, ...]:
    """The four figures."""
    seen, expected = coverage.seen_of_expected(material.coverage)
    moves = len(competitors.selling(material, (ChangeKind.PRICE, *PRODUCTS)))
    news = counts.found if counts.first_look else counts.news
    before = material.before
    period = period_name(material.since, material.until)
    what = "claims and stated sources, " + ("found on a first visit" if counts.first_look else "new, changed or back")
    sites = f"pages seen of {expected:,} expected, on {counted(len(material.coverage), 'site')}"
    return (
        Number(f"{news:,}", what, f"{before.news:,} the {period} before" if before else "", "new"),
        Number(
            f"{counts.gone:,}", "claims dropped", f"{before.gone:,} the {period} before" if before else "", "dropped"
        ),
        Number(f"{moves:,}", "moves of prices and products", "", "prices"),
        Number(f"{seen:,}", sites, "", "not-seen"),
    )


def _top(subjects: tuple[Subject, ...], words: Words) -> Section | None:
    """Five things at most, each with why it matters."""
    lines = tuple(_top_line(subject, words) for subject in subjects[:TOP])
    return Section("worth-knowing", "Worth knowing", (Bullets(lines),)) if lines else None


def _top_line(subject: Subject, words: Words) -> Line:
    said = says(subject, words)
    return (Part(f"{said} "), Part(_matters(subject), Style.QUIET))


def _matters(subject: Subject) -> str:
    """Why a move matters to a competitor, in one sentence and without a verdict."""
    novelty = novelty_of(subject, ranking().order)
    if subject.led_by_source:
        return "Why it matters: the source is what buyers and authorities ask for first."
    if novelty is Novelty.RETURNED:
        return "Why it matters: the words went and came back, so the stop was not for good."
    if novelty is Novelty.FIRST_VISIT:
        return "Why it matters: it sets the line to measure later moves from."
    if len({place.page for finding in subject.findings for place in finding.places}) > 1:
        return "Why it matters: it stands on several pages, so it is a campaign rather than a line."
    return "Why it matters: it is a promise that this competitor did not make before."

"""The top of a regulator's edition: the finding as a title, the bottom line, four numbers."""

from dataclasses import dataclass

from claims.model import Disclosure, Level
from db.model import ChangeKind
from db.totals import PeriodTotal
from reports.blocks import Number
from reports.coverage import gap, seen_of_expected
from reports.levels import PRESSING
from reports.material import Material
from reports.naming import subject_name
from reports.novelty import softened
from reports.pick import one_of_each
from reports.ranking import novelty_of, ranking
from reports.subjects import Subject
from reports.text import short
from reports.times import period_name
from reports.wording import capital, counted, fitted, joined, spelt, spelt_count
from reports.words import Words

NAME = 60


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
    selling = [c for c in material.changes if not c.technical and material.kind_of(c.site).sells]
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


def title(counts: Tally, material: Material) -> str:
    """The finding in a few words."""
    if not material.coverage and not counts.news + counts.found:
        return "No site has been visited"
    if not counts.subjects:
        calm = "Nothing of high priority" if counts.first_look else "A quiet week: nothing new of high priority"
        return calm.replace("week", period_name(material.since, material.until))
    head = f"{capital(spelt(counts.subjects))} {_noun(counts)} to look at first"
    return f"First look: {head[0].lower()}{head[1:]}" if counts.first_look else head


def _noun(counts: Tally) -> str:
    """What the subjects are: pages, products or both."""
    if 0 < counts.products < counts.subjects:
        return "pages and products"
    return ("product" if counts.products else "page") + ("" if counts.subjects == 1 else "s")


def lead(counts: Tally, subjects: tuple[Subject, ...], material: Material, words: Words) -> str:
    """The bottom line: what leads, what else there is, what is missing; 60 words at most."""
    pressing = [subject for subject in subjects if subject.level in PRESSING]
    period = period_name(material.since, material.until)
    sentences = [says(subject, words) for subject in one_of_each(pressing, lambda subject: subject.site)[:2]]
    if not pressing and material.coverage:
        sentences.append(f"Nothing of critical or high priority was found this {period}.")
    sentences.append(_rest(counts))
    if counts.gone:
        verb = "is" if counts.gone == 1 else "are"
        sentences.append(f"{capital(spelt_count(counts.gone, 'earlier claim'))} {verb} gone.")
    return fitted(sentences, gap(material.coverage))


def numbers(counts: Tally, material: Material) -> tuple[Number, ...]:
    """The four figures, each with that of the period before."""
    before = material.before
    period = period_name(material.since, material.until)
    seen, expected = seen_of_expected(material.coverage)
    what = "claims and stated sources, new, changed or back"
    if counts.first_look:
        what = "claims and stated sources, found on a first visit"
    elif counts.found:
        what += f"; {counts.found:,} more found on first visits"
    missed = sum(site.blocked + site.failed for site in material.coverage)
    sites = f"pages seen of {expected:,} expected, on {counted(len(material.coverage), 'site')}"
    return (
        Number(
            f"{counts.found if counts.first_look else counts.news:,}",
            what,
            _before(before, "news", period),
            "look-first",
        ),
        Number(
            f"{counts.pressing:,}", "of critical or high priority", _before(before, "pressing", period), "look-first"
        ),
        Number(f"{counts.gone + counts.softened:,}", "gone or softened", _before(before, "gone", period), "changed"),
        Number(f"{seen:,}", sites, f"{missed:,} blocked or failed" if missed else "", "not-seen"),
    )


def _before(before: PeriodTotal | None, which: str, period: str) -> str:
    if before is None:
        return ""
    values = {"news": before.news, "pressing": before.pressing, "gone": before.gone + before.softened}
    return f"{values[which]:,} the {period} before"


def says(subject: Subject, words: Words) -> str:
    """What leads, in one sentence: who, where, on what, and what of."""
    who = short(subject.site, NAME)
    country = f" ({words.country(subject.country)})" if subject.country else ""
    name = subject_name(subject)
    about = f" of “{short(name, NAME)}”" if name else ""
    verb = words.novelty_verbs[novelty_of(subject, ranking().order)]
    types = joined(_promises(subject, words))
    if not types or subject.led_by_source:
        return f"{who}{country} {_source_says(subject, name, words)}."
    return f"{who}{country} {verb}{about} that it {types}."


def _promises(subject: Subject, words: Words) -> list[str]:
    """Up to two of the most pressing things that are said in force, as ends of a sentence."""
    if not subject.findings:
        return []
    lead_level = subject.findings[0].level
    claims = [claim for claim in subject.findings[0].claims if claim.status.in_force and claim.level is lead_level]
    types = dict.fromkeys(claim.type for claim in claims)
    return [words.claim_types[type_].says for type_ in list(types)[:2] if type_ in words.claim_types]


def _source_says(subject: Subject, name: str, words: Words) -> str:
    """What is stated of the source of the thing with that name."""
    source = subject.source
    of = f" for “{short(name, NAME)}”" if name else ""
    if source is None or source.disclosure is Disclosure.NOT_ASKED:
        return f"gives a reason to look{of}"
    if source.disclosure is Disclosure.UNDISCLOSED:
        return f"names no source of the exosomes{of}"
    named = joined(words.source(class_, detail) for class_, detail in source.sources)
    if source.disclosure is Disclosure.STATED:
        return f"states {'an' if named[:1] in 'aeiou' else 'a'} {named} source{of}"
    several = "sources in conflict" if source.disclosure is Disclosure.CONFLICT else "several sources"
    return f"states {several}{of}: {named}"


def _rest(counts: Tally) -> str:
    """How much is of lower priority."""
    lower = counts.medium + counts.low
    if not lower:
        return ""
    verb = "is" if lower == 1 else "are"
    other = "other claim" if counts.pressing else "claim"
    return f"{capital(spelt_count(lower, other))} {verb} of medium or low priority."

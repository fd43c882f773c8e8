"""The top of a regulator's edition: the finding as a title, the bottom line, four numbers."""

from db.totals import PeriodTotal
from reports.blocks import Number
from reports.coverage import gap, seen_of_expected
from reports.levels import PRESSING
from reports.material import Material
from reports.pick import one_of_each
from reports.saying import says
from reports.subjects import Subject
from reports.tally import Tally
from reports.times import period_name
from reports.wording import capital, counted, fitted, spelt, spelt_count
from reports.words import Words


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


def _rest(counts: Tally) -> str:
    """How much is of lower priority."""
    lower = counts.medium + counts.low
    if not lower:
        return ""
    verb = "is" if lower == 1 else "are"
    what = spelt_count(lower, "other" if counts.pressing else "entry", "" if counts.pressing else "entries")
    return f"{capital(what)} {verb} of medium or low priority."

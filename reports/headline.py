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
from reports.times import is_week
from reports.wording import capital, fitted
from reports.words import Words


def title(counts: Tally, material: Material, words: Words) -> str:
    """The finding in a few words."""
    if not material.coverage and not counts.news + counts.found:
        return words.say("No site has been visited")
    if not counts.subjects:
        if counts.first_look:
            return words.say("Nothing of high priority")
        if is_week(material.since, material.until):
            return words.say("A quiet week: nothing new of high priority")
        return words.say("A quiet period: nothing new of high priority")
    head = _to_look_at(counts, words)
    return words.say("First look: {finding}", finding=head) if counts.first_look else capital(head)


def _to_look_at(counts: Tally, words: Words) -> str:
    """How many subjects there are, and what they are: pages, products or both."""
    if 0 < counts.products < counts.subjects:
        return words.spell(
            counts.subjects, "one page or product to look at first", "{n} pages and products to look at first"
        )
    if counts.products:
        return words.spell(counts.subjects, "one product to look at first", "{n} products to look at first")
    return words.spell(counts.subjects, "one page to look at first", "{n} pages to look at first")


def lead(counts: Tally, subjects: tuple[Subject, ...], material: Material, words: Words) -> str:
    """The bottom line: what leads, what else there is, what is missing; 60 words at most."""
    pressing = [subject for subject in subjects if subject.level in PRESSING]
    sentences = [says(subject, words) for subject in one_of_each(pressing, lambda subject: subject.site)[:2]]
    if not pressing and material.coverage:
        sentences.append(
            words.say("Nothing of critical or high priority was found this week.")
            if is_week(material.since, material.until)
            else words.say("Nothing of critical or high priority was found this period.")
        )
    sentences.append(_rest(counts, words))
    if counts.gone:
        gone = words.spell(counts.gone, "one earlier claim is gone.", "{n} earlier claims are gone.")
        sentences.append(capital(gone))
    return fitted(sentences, gap(material.coverage, words))


def numbers(counts: Tally, material: Material, words: Words) -> tuple[Number, ...]:
    """The four figures, each with that of the period before."""
    before = material.before
    seen, expected = seen_of_expected(material.coverage)
    what = words.say("claims and stated sources, new, changed or back")
    if counts.first_look:
        what = words.say("claims and stated sources, found on a first visit")
    elif counts.found:
        what = words.say(
            "claims and stated sources, new, changed or back; {n} more found on first visits",
            n=words.number(counts.found),
        )
    news = counts.found if counts.first_look else counts.news
    missed = sum(site.blocked + site.failed for site in material.coverage)
    return (
        Number(words.number(news), what, _before(before, "news", material, words), "look-first"),
        Number(
            words.number(counts.pressing),
            words.say("of critical or high priority"),
            _before(before, "pressing", material, words),
            "look-first",
        ),
        Number(
            words.number(counts.gone + counts.softened),
            words.say("gone or softened"),
            _before(before, "gone", material, words),
            "changed",
        ),
        Number(
            words.number(seen),
            pages_seen(expected, len(material.coverage), words),
            words.say("{n} blocked or failed", n=words.number(missed)) if missed else "",
            "not-seen",
        ),
    )


def pages_seen(expected: int, sites: int, words: Words) -> str:
    """What the number of pages seen is to be set against."""
    return words.count(
        sites,
        "pages seen of {expected} expected, on {n} site",
        "pages seen of {expected} expected, on {n} sites",
        expected=words.number(expected),
    )


def beside(number: int, material: Material, words: Words) -> str:
    """The figure of the period before."""
    n = words.number(number)
    if is_week(material.since, material.until):
        return words.say("{n} the week before", n=n)
    return words.say("{n} the period before", n=n)


def _before(before: PeriodTotal | None, which: str, material: Material, words: Words) -> str:
    if before is None:
        return ""
    values = {"news": before.news, "pressing": before.pressing, "gone": before.gone + before.softened}
    return beside(values[which], material, words)


def _rest(counts: Tally, words: Words) -> str:
    """How much is of lower priority: counted as the figures do, where the title counts pages and products."""
    lower = counts.medium + counts.low
    if not lower:
        return ""
    if counts.pressing:
        told = words.spell(
            lower,
            "one more claim or source ranks lower.",
            "{n} more claims and sources rank lower.",
        )
    else:
        told = words.spell(
            lower,
            "one claim or stated source is of medium or low priority.",
            "{n} claims and stated sources are of medium or low priority.",
        )
    return capital(told)

"""What an operator now says, in one sentence of the digest's own."""

from claims.model import Disclosure
from reports.naming import subject_name
from reports.ranking import novelty_of, ranking
from reports.subjects import Subject
from reports.text import short
from reports.wording import joined
from reports.words import Words

NAME = 60


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

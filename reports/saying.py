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
    promise = _promise(subject, words)
    if subject.led_by_source or not promise:
        more = f" and {promise}" if promise else ""
        return f"{who}{country} {_source_says(subject, name, words)}{more}."
    adverb = words.novelty_adverbs[novelty_of(subject, ranking().order)]
    return f"{who}{country} {adverb}{' ' if adverb else ''}{promise.replace(' that', f'{about} that', 1)}."


def _promise(subject: Subject, words: Words) -> str:
    """The most pressing things that the leading sentence says in force: “says that it heals scars”."""
    if not subject.findings:
        return ""
    finding = subject.findings[0]
    lead = next((claim for claim in finding.claims if claim.status in words.status_verbs), None)
    if lead is None:
        return ""
    alike = [claim for claim in finding.claims if (claim.status, claim.level) == (lead.status, lead.level)]
    types = [type_ for type_ in dict.fromkeys(claim.type for claim in alike) if type_ in words.claim_types]
    most = 1 if subject.led_by_source else 2
    said = joined(words.claim_types[type_].says for type_ in types[:most])
    return f"{words.status_verbs[lead.status]} that it {said}" if said else ""


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

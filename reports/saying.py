"""What an operator now says, in one sentence of the digest's own."""

from claims.model import Disclosure, Status
from reports.naming import subject_name
from reports.ranking import novelty_of, ranking
from reports.subjects import Subject
from reports.text import short
from reports.wording import squeezed
from reports.words import Words

NAME = 60


def says(subject: Subject, words: Words) -> str:
    """What leads, in one sentence: who, where, on what, and what of."""
    who = short(subject.site, NAME)
    if subject.country:
        who = words.say("{who} ({country})", who=who, country=words.country(subject.country))
    name = subject_name(subject)
    promise = _promise(subject, words)
    if subject.led_by_source or not promise:
        more = "" if not promise else words.say(", and says that it {promise}", promise=promise[1])
        return squeezed(words.say("{sentence}{more}.", sentence=_source_says(subject, who, name, words), more=more))
    status, said = promise
    about = words.say(" of “{name}”", name=short(name, NAME)) if name else ""
    adverb = words.novelty_adverbs[novelty_of(subject, ranking().order)]
    sentence = words.sayings[status].format(who=who, adverb=adverb, about=about, promise=said)
    return squeezed(f"{sentence}.")


def _promise(subject: Subject, words: Words) -> tuple[Status, str] | None:
    """How it is put and the most pressing things that the leading sentence says in force: “heals scars”."""
    if not subject.findings:
        return None
    finding = subject.findings[0]
    lead = next((claim for claim in finding.claims if claim.status in words.sayings), None)
    if lead is None:
        return None
    alike = [claim for claim in finding.claims if (claim.status, claim.level) == (lead.status, lead.level)]
    types = [type_ for type_ in dict.fromkeys(claim.type for claim in alike) if type_ in words.claim_types]
    most = 1 if subject.led_by_source else 2
    said = words.joined(words.claim_types[type_].says for type_ in types[:most])
    return (lead.status, said) if said else None


def _source_says(subject: Subject, who: str, name: str, words: Words) -> str:
    """What is stated of the source of the thing with that name."""
    source = subject.source
    of = words.say(" for “{name}”", name=short(name, NAME)) if name else ""
    if source is None or source.disclosure is Disclosure.NOT_ASKED:
        return words.say("{who} gives a reason to look{of}", who=who, of=of)
    if source.disclosure is Disclosure.UNDISCLOSED:
        return words.say("{who} names no source of the exosomes{of}", who=who, of=of)
    named = words.joined(words.source(class_, detail) for class_, detail in source.sources)
    if source.disclosure is Disclosure.STATED:
        return words.say("{who} states this source of the exosomes{of}: {named}", who=who, of=of, named=named)
    if source.disclosure is Disclosure.CONFLICT:
        return words.say("{who} states sources in conflict{of}: {named}", who=who, of=of, named=named)
    return words.say("{who} states several sources{of}: {named}", who=who, of=of, named=named)

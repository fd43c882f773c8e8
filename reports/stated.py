"""A stated source as the store keeps it in a change, in the words of a language."""

from claims.model import Disclosure
from claims.taxonomy import load_taxonomy
from reports.words import Words, plain

PAIRS, DETAIL = " + ", ": "
KINDS = {plain(str(each)): each for each in Disclosure}


def stated_in_words(text: str, words: Words) -> str:
    """What a change says was or is stated: “human (umbilical cord)”; a text that is none of these as it stands."""
    head, _, rest = text.partition(" (")
    if head in KINDS and (not rest or rest.endswith(")")):
        named = _named(rest[:-1], words) if rest else ""
        stated = words.disclosures[KINDS[head]]
        return f"{stated}: {named}" if named else stated
    return _named(text, words) or plain(text)


def _named(text: str, words: Words) -> str:
    """The sources of a text such as `human: umbilical_cord + plant`; nothing where one is not known."""
    known = {source.name for source in load_taxonomy().sources}
    pairs = [pair.partition(DETAIL) for pair in text.split(PAIRS)]
    if not all(class_ in known for class_, _, _ in pairs):
        return ""
    return words.joined(words.source(class_, detail.replace(" ", "_")) for class_, _, detail in pairs)

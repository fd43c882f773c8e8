"""Whether a frame that a rule names in `needs` or `unless` is there, within the reach it names."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from claims.patterns.match import Hit
from claims.rules.engine import Engine
from claims.rules.shapes import Rule
from claims.text.sentences import Sentence

IN_LINE = frozenset({"", "sentence", "span", "clause"})  # reaches within the line of the hit


def lacks(rule: Rule, hit: Hit, number: int, sentences: Sequence[Sentence], engine: Engine) -> bool:
    """Whether a rule asks for frames of which none is there; the hit's own words do not count."""
    if not rule.needs:
        return False
    text = sentences[number].folded.text
    return not any(_needed(use, hit, text, number, sentences, engine) for use in rule.needs)


def barred(rule: Rule, hit: Hit, number: int, sentences: Sequence[Sentence], engine: Engine) -> bool:
    """Whether one of the frames that rule a hit out is there."""
    likely = engine.frames_in(sentences[number].folded.text)
    for use in rule.unless:
        name, reach = _parted(use)
        if (name in likely or reach not in IN_LINE) and _there(use, hit, number, sentences, engine):
            return True
    return False


@lru_cache(maxsize=1_000)
def _parted(use: str) -> tuple[str, str]:
    """The name of a frame and the reach in which it is looked for."""
    name, _, reach = use.partition("/")
    return name, reach


def _needed(use: str, hit: Hit, text: str, number: int, sentences: Sequence[Sentence], engine: Engine) -> bool:
    name, reach = _parted(use)
    if reach not in {"", "sentence", "clause"}:
        return _there(use, hit, number, sentences, engine)
    if not engine.frame(name, text):
        return False
    pattern = engine.frame_pattern(name)
    start, end = clause_of(text, hit, engine) if reach == "clause" else (0, len(text))
    return bool(pattern.first(text, start, hit.start) or pattern.first(text, hit.end, end))


def _there(use: str, hit: Hit, number: int, sentences: Sequence[Sentence], engine: Engine) -> bool:
    name, reach = _parted(use)
    text = sentences[number].folded.text
    if reach in {"", "sentence"}:
        return engine.frame(name, text)
    if reach in {"span", "clause"} and not engine.frame(name, text):
        return False
    if reach == "span":
        return any(start < hit.end and hit.start < end for start, end in engine.frame_pattern(name).spans(text))
    if reach == "clause":
        return engine.frame_pattern(name).first(text, *clause_of(text, hit, engine)) is not None
    return any(engine.frame(name, other) for other in _around(reach, number, sentences))


def clause_of(text: str, hit: Hit, engine: Engine) -> tuple[int, int]:
    """The range between the terminators on both sides of a hit."""
    start, end = 0, len(text)
    for first, last in engine.terminated(text):
        if last <= hit.start:
            start = last
        elif first >= hit.end:
            return start, first
    return start, end


def _around(reach: str, number: int, sentences: Sequence[Sentence]) -> Iterator[str]:
    """The texts that a wider reach looks at."""
    if reach == "page":
        yield from (sentence.folded.text for sentence in sentences)
        return
    if reach == "section":
        yield sentences[number].folded.text
        yield from sentences[number].trail
    lead = sentences[number].lead
    while lead is not None:
        yield sentences[lead].folded.text
        lead = sentences[lead].lead

"""How a claim is put: cues in its sentence and in the lines that govern it set the status."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.engine import Engine, ReadyCue
from claims.model import Form, Status
from claims.packs import Rule
from claims.sentences import Sentence

_WORD = re.compile(r"\w+")
ORDER = tuple(Status)  # the guide's order: where two fit, the first


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a sentence: which, and where."""

    ready: ReadyCue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with the cue that set it and the cue's words; both empty for a plain assertion."""

    status: Status
    cue: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence holds that bears on status: its cues, and where its clauses end."""

    text: str
    cues: tuple[CueHit, ...]
    ends: tuple[int, ...]


def setting_of(sentence: Sentence, engine: Engine) -> Setting:
    """The cues and clause ends of a sentence."""
    text = sentence.folded.text
    clear = engine.pseudo.sub(lambda found: " " * len(found[0]), text)
    cues = tuple(
        CueHit(ready, found.start(), found.end())
        for ready in engine.cues
        for found in ready.pattern.finditer(clear)
        if found.end() > found.start()
    )
    return Setting(text, cues, tuple(found.start() for found in engine.terminators.finditer(clear)))


def verdict_of(
    number: int, start: int, end: int, rule: Rule, sentences: Sequence[Sentence], settings: Sequence[Setting]
) -> Verdict:
    """The status of a claim that stands at start..end of a sentence."""
    sentence, setting = sentences[number], settings[number]
    found = [Verdict(rule.status.default)]
    if sentence.form is Form.QUESTION:
        found.append(Verdict(Status.QUESTION, "question", sentence.text[-1:]))
    found.extend(_within(setting, start, end, rule))
    if sentence.form is Form.BULLET and sentence.lead is not None:
        found.extend(_from_lead(settings[sentence.lead], sentences[sentence.lead], rule))
    allowed = [verdict for verdict in found if verdict.status not in rule.status.ignore] or found[:1]
    return min(allowed, key=lambda verdict: ORDER.index(verdict.status))


def _within(setting: Setting, start: int, end: int, rule: Rule) -> Iterator[Verdict]:
    for hit in setting.cues:
        if _is_for(hit.ready, rule) and _reaches(setting, hit, start, end, inside=rule.status.inside):
            yield Verdict(hit.ready.cue.status, hit.ready.cue.id, setting.text[hit.start : hit.end])


def _from_lead(setting: Setting, lead: Sentence, rule: Rule) -> Iterator[Verdict]:
    """What a lead-in lays on the bullets beneath it."""
    for hit in setting.cues:
        if hit.ready.cue.lead and _is_for(hit.ready, rule) and lead.form is not Form.QUESTION:
            yield Verdict(hit.ready.cue.status, f"{hit.ready.cue.id} in lead", setting.text[hit.start : hit.end])


def _is_for(ready: ReadyCue, rule: Rule) -> bool:
    cue = ready.cue
    return (not cue.types or rule.type in cue.types) and rule.type not in cue.not_types


def _reaches(setting: Setting, hit: CueHit, start: int, end: int, *, inside: bool) -> bool:
    cue = hit.ready.cue
    if cue.dir == "line":
        return True
    if hit.start < end and start < hit.end:
        return inside
    before = hit.end <= start
    if (cue.dir == "fwd" and not before) or (cue.dir == "back" and before):
        return False
    left, right = (hit.end, start) if before else (end, hit.start)
    if not cue.crosses and any(left <= mark < right for mark in setting.ends):
        return False
    return not cue.max or len(_WORD.findall(setting.text, left, right)) <= cue.max

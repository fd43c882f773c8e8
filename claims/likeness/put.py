"""How a claim looks put: what its line, the lines around it and the cues of rules tell together of its status.

A claim is likened to labelled ones by marks: its type and rule, what each cue says, the words before, in and after it,
those of the lines around. A table (`claims/likeness/table.py`) gives each status its share. Where that leaves no doubt
the likeliest takes the place of what cues say.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from claims.context.gates import TAUGHT
from claims.context.status import Cued
from claims.likeness import scene
from claims.likeness.helper import heaviest_run
from claims.likeness.scene import places_of
from claims.likeness.table import Table, load_table
from claims.model import SiteKind, Status, is_likeness
from claims.rules.found import Found
from claims.text.sentences import Sentence

# Chosen on pages held out.
SURER = 0.2  # by how much a share must be greater than that of what a cue says; of a rule's own status, by anything
IN_FORCE = 0.6  # the share that is in force from which on what no rule finds is, on a page that only reports
BESIDE = 6  # words on either side whose place counts
ABOVE = 2  # lines above whose words count
LEADS = 3  # lines that govern it, the nearest first
EFFECT = "effect"  # what all types of looks, function and medicine are: they are put in the same words


@dataclass(frozen=True, slots=True)
class Look:
    """How a claim looks put, and the words of its line that say so most."""

    status: Status
    words: str


class Put:
    """What was learnt of one language about how claims are put."""

    def __init__(self, table: Table, name: str) -> None:
        self.name = name
        self._table = table
        self._columns = {Status(name): column for column, name in enumerate(table.head.columns)}

    def look(self, number: int, found: Found, said: Cued, sentences: Sequence[Sentence], kind: SiteKind) -> Look | None:
        """The status that takes the place of what cues say of a find in a line, None where that may stand."""
        shares = self._shares(number, found, said, sentences, kind)
        added = is_likeness(found.rule.id)
        likeliest = max(_allowed(shares) if added and not kind.sells else shares, key=lambda status: shares[status])
        if not added:
            surer = shares[likeliest] - shares[said.verdict.status]
            if surer <= (SURER if said.verdict.cue else 0.0):
                return None
        text = sentences[number].folded.text
        return Look(likeliest, self._words(text, _group(found.rule.type), likeliest))

    def _shares(
        self, number: int, found: Found, said: Cued, sentences: Sequence[Sentence], kind: SiteKind
    ) -> Mapping[Status, float]:
        """The share of each status; together they are one."""
        shares = self._table.probabilities(marks_of(number, found, said, sentences, kind))
        total = sum(shares)
        return {status: shares[column] / total for status, column in self._columns.items()}

    def _words(self, text: str, group: str, status: Status) -> str:
        """The words in a row that speak most for a status."""
        column, words = self._columns[status], words_of(text)
        gains = [self._weight(f"s={word}", column) + self._weight(f"s{group}={word}", column) for word in words]
        for at, (one, other) in enumerate(pairwise(words)):
            half = self._weight(f"2={one} {other}", column) / 2
            gains[at] += half
            gains[at + 1] += half
        first, last = heaviest_run(gains)
        places = places_of(text)
        return text[places[first][0] : places[last][1]]

    def _weight(self, mark: str, column: int) -> float:
        return self._table.weight(mark, column)


def _allowed(shares: Mapping[Status, float]) -> Sequence[Status]:
    """The statuses that may be: none in force where these have too little together."""
    in_force = sum(share for status, share in shares.items() if status.in_force)
    return [status for status in shares if in_force >= IN_FORCE or not status.in_force]


def marks_of(number: int, found: Found, said: Cued, sentences: Sequence[Sentence], kind: SiteKind) -> Iterator[str]:
    """The marks of a find in one of a page's lines."""
    sentence, rule = sentences[number], found.rule
    group = _group(rule.type)
    yield from (f"t={rule.type}", f"g={group}", f"k={kind}", f"gk={group}.{kind.sells}", f"tk={rule.type}.{kind}")
    yield from (f"f={sentence.form}", f"quoted={said.quoted}", f"r={rule.id}")
    yield from _of_cues(said, group, rule.id, sells=kind.sells)
    yield from _of_line(sentence.folded.text, found.start, found.end, group)
    yield from _around(number, sentences)


def _group(type_: str) -> str:
    return EFFECT if type_ in TAUGHT else type_


def _of_cues(said: Cued, group: str, rule: str, *, sells: bool) -> Iterator[str]:
    """What cues say: the one that decides, and each by itself."""
    status, cue = said.verdict.status, said.verdict.cue
    yield from (f"v={status}", f"vg={status}.{group}", f"vk={status}.{sells}", f"vr={status}.{rule}")
    yield from (f"c={cue}", f"cg={cue}.{group}", f"cs={cue}.{sells}")
    for one in said.all:
        yield from (f"a={one.status}", f"ag={one.status}.{group}", f"ac={one.cue}")


def _of_line(text: str, start: int, end: int, group: str) -> Iterator[str]:
    """The words of the line: all, those of the claim, and those beside it by their place."""
    before, own, after = (words_of(part) for part in (text[:start], text[start:end], text[end:]))
    line = [*before, *own, *after]
    for word in line:
        yield from (f"s={word}", f"s{group}={word}")
    yield from (f"2={one} {other}" for one, other in pairwise(line))
    yield from (f"first={' '.join(line[:many])}" for many in (1, 2))
    for word in own:
        yield from (f"i={word}", f"i{group}={word}")
    yield from (f"i2={one} {other}" for one, other in pairwise(own))
    for side, near in (("l", before[::-1][:BESIDE]), ("q", after[:BESIDE])):
        for place, word in enumerate(near):
            yield from (f"{side}={word}", f"{side}{place}={word}", f"{side}{group}={word}")
        if len(near) > 1:
            yield f"{side}2={near[0]} {near[1]}"


def _around(number: int, sentences: Sequence[Sentence]) -> Iterator[str]:
    """The words of the lines above, of those that govern it, and of the next one."""
    above = sentences[max(0, number - ABOVE) : number]
    yield from (f"b={word}" for one in above for word in words_of(one.folded.text))
    lead, leads = sentences[number].lead, 0
    while lead is not None and leads < LEADS:
        yield from (f"h={word}" for word in words_of(sentences[lead].folded.text))
        lead, leads = sentences[lead].lead, leads + 1
    yield from (f"n={word}" for one in sentences[number + 1 : number + 2] for word in words_of(one.folded.text))


def words_of(text: str) -> list[str]:
    """The plain words and signs of a folded text, as the net reads them; none of one that is empty."""
    return scene.words_of(text) if text.strip() else []


def load_put(path: Path) -> Put:
    """What a file tells of how claims are put. Raises DataFileError where it holds nothing of the kind."""
    table = load_table(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Put(table, f"{path.parent.name}.put {table.head.version} {digest[:12]}")

"""What a line of a page is and what it is about: the gates that a claim must pass before any rule counts.

A page has a subject from line to line. A line that names exosomes makes them the subject; a heading that names another
treatment alone, or begins a lesson on something else, takes it away until the next heading or the next line that
names exosomes. A line that names another treatment alone is about that, unless it takes up an earlier noun first. On a
page about a wider field only lines that name exosomes are open, and those that take them up at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from claims.model import Document, Form, SiteKind
from claims.patterns.match import Hit
from claims.rules.engine import Engine
from claims.rules.needs import clause_of
from claims.rules.shapes import Rule
from claims.text.sentences import Sentence

FOCUS = 0.25  # the share of lines that name exosomes from which a page is about them, however it opens
OPENING = 3  # lines at the top of a page that tell what it is about
LONG = 25  # lines from which a page that opens without exosomes is about something else
AWAY = ("lesson", "policy_heading")  # what a heading may open that takes the subject away
TAKEN_UP = 4  # lines after one that names exosomes in which it still means them
FAR = 12  # lines without a word of exosomes after which a page has gone on to something else
FAR_UNDER_TITLE = 30  # the same where the page's title names them
BRIEF = 60  # bytes from which on a line counts whole in that distance; a shorter one, if no sentence, by its share
STOPS = (".", "!", "?", ":")  # what a sentence ends with
LABORATORY = 3  # lines with laboratory words that make a page one about the laboratory
START = 24  # characters in which the first noun of a line stands


# What a lesson on biology speaks of too, without promising it.
TAUGHT = frozenset(
    {
        "anti_ageing", "tone_texture", "hydration_barrier", "collagen_elastin", "cell_regeneration", "hair_growth",
        "anti_inflammatory", "wellbeing_longevity", "wound_scar", "disease_treatment", "pain_orthopaedic",
    }
)  # fmt: skip


class LineKind(StrEnum):
    """What sort of line it is; claims are read from text only."""

    TEXT = "text"
    CITATION = "citation"
    NAVIGATION = "navigation"
    PRICE = "price"
    BIOGRAPHY = "biography"
    POLICY = "policy"
    CALL = "call"
    INGREDIENTS = "ingredients"
    FURNITURE = "furniture"


ALWAYS = (LineKind.CITATION, LineKind.BIOGRAPHY, LineKind.POLICY)
NEVER = (LineKind.CITATION, LineKind.INGREDIENTS, LineKind.FURNITURE)  # nothing is claimed in it, however it looks
UNNAMED = (LineKind.PRICE, LineKind.NAVIGATION, LineKind.CALL)  # only where a line names no exosomes


class Subject(StrEnum):
    """What a line speaks of."""

    NAMED = "named"  # it names exosomes
    MEANT = "meant"  # exosomes are the subject of the page or section, or taken up by a pronoun
    OTHER = "other"  # another treatment, or a wider field


class Line(NamedTuple):
    """What the gates know of one sentence.

    `lost` says that only a heading or the distance took the subject away from it: it is not about another treatment,
    stands below the first word of exosomes, and on no page about a wider field.
    """

    kind: LineKind
    subject: Subject
    teaching: bool
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Every line of a page, and whether the page names exosomes at all."""

    lines: tuple[Line, ...]
    topic: bool


def page_of(sentences: Sequence[Sentence], document: Document, engine: Engine) -> Page:
    """The gates of a document."""
    if not _names_the_subject(sentences, document, engine):
        nothing = Line(LineKind.TEXT, Subject.OTHER, teaching=False)
        return Page((nothing,) * len(sentences), topic=False)
    present = [engine.gates_in(sentence.folded.text) for sentence in sentences]
    named = [not sentence.furniture and "topic" in gates for sentence, gates in zip(sentences, present, strict=True)]
    in_title = engine.gate("topic", document.title)
    wide = not in_title and _is_wide(sentences, named, document.kind, engine)
    shop = document.kind in {SiteKind.BRAND, SiteKind.RETAILER}
    laboratory = sum("laboratory" in gates for gates in present) >= LABORATORY
    begins = len(sentences) if laboratory else 0 if in_title or shop else _before_named(named)
    far = FAR_UNDER_TITLE if in_title else FAR
    subjects = _subjects(sentences, named, present, engine, wide=wide, far=far)
    elsewhere = _of_other_pages(named, present)
    lines = []
    for number, (sentence, gates) in enumerate(zip(sentences, present, strict=True)):
        closed = number < begins or elsewhere[number]
        subject = Subject.OTHER if closed else subjects[number]
        other = subject is Subject.OTHER and not closed and not wide
        lost = other and not (gates and _is_of_another(sentence.folded.text, engine))
        lines.append(Line(_kind(sentence, gates, names=named[number]), subject, "teaching" in gates, lost))
    return Page(tuple(lines), topic=in_title or any(named))


def _names_the_subject(sentences: Sequence[Sentence], document: Document, engine: Engine) -> bool:
    """Whether a page names exosomes anywhere; most pages of a site do not, and are done with that."""
    pattern = engine.gate_pattern("topic")
    text = "\n".join([document.title, *(sentence.folded.text for sentence in sentences)])
    return pattern is not None and pattern.matches(text)


def may_claim(page: Page, number: int, engine: Engine) -> bool:
    """Whether a claim of any rule may stand in a line."""
    line = page.lines[number]
    return line.kind is LineKind.TEXT and (line.subject is not Subject.OTHER or engine.off_topic)


def may_be_sure(page: Page, number: int) -> bool:
    """Whether a line that is closed to rules may still make a claim where it plainly looks like one."""
    line = page.lines[number]
    return line.kind not in NEVER and (line.lost or line.subject is not Subject.OTHER)


def is_open(page: Page, number: int, rule: Rule) -> bool:
    """Whether a claim of a rule may stand in a line."""
    line = page.lines[number]
    if line.kind is not LineKind.TEXT:
        return False
    if rule.topic == "none":
        return True
    if line.teaching and rule.type in TAUGHT:
        return False
    if rule.topic == "sentence":
        return line.subject is Subject.NAMED
    return page.topic and line.subject is not Subject.OTHER


def is_of_rival(hit: Hit, rule: Rule, text: str, engine: Engine) -> bool:
    """Whether the clause of a hit tells what another treatment does: "Fillers add volume; exosomes …"."""
    if rule.type not in TAUGHT or not engine.gate("rival", text):
        return False
    clause = text[slice(*clause_of(text, hit, engine))].lstrip()
    compared = engine.gate("compared", clause) or engine.gate("anaphor", clause)
    return not (compared or engine.gate("topic", clause)) and _begins_with("rival", clause, engine)


def _before_named(named: Sequence[bool]) -> int:
    """How many lines stand before exosomes are first named, 0 where they are named at the top."""
    first = named.index(True) if True in named else 0
    return first if first > OPENING else 0


def _of_other_pages(named: Sequence[bool], present: Sequence[frozenset[str]]) -> list[bool]:
    """Which lines stand below a list of other pages, until exosomes are named again."""
    away, told = False, []
    for names, gates in zip(named, present, strict=True):
        away = not names and (away or "elsewhere" in gates)
        told.append(away)
    return told


def _is_wide(sentences: Sequence[Sentence], named: Sequence[bool], kind: SiteKind, engine: Engine) -> bool:
    """Whether a page is about a wider field: it opens with one and not with exosomes, and seldom names them.

    A shop that opens with another treatment sells that; one that opens with stem cells may well sell their medium.
    """
    field = "rival" if kind in {SiteKind.BRAND, SiteKind.RETAILER} else "wide"
    text = [number for number, sentence in enumerate(sentences) if not sentence.furniture]
    if not text or any(named[number] for number in text[:OPENING]):
        return False
    if sum(named[number] for number in text) / len(text) >= FOCUS:
        return False
    return len(text) > LONG or any(engine.gate(field, sentences[number].folded.text) for number in text[:OPENING])


def _subjects(
    sentences: Sequence[Sentence],
    named: Sequence[bool],
    present: Sequence[frozenset[str]],
    engine: Engine,
    *,
    wide: bool,
    far: int,
) -> list[Subject]:
    """What each line speaks of, in page order."""
    thread = _Thread(engine, wide, far)
    for sentence, names, gates in zip(sentences, named, present, strict=True):
        thread.take(sentence, gates, names=names)
    return thread.given


def _counted(text: str) -> float:
    """How much a line adds to the distance from the last word of exosomes: a short one of a list less than text."""
    return 1.0 if text.rstrip().endswith(STOPS) else min(1.0, len(text.encode()) / BRIEF)


class _Thread:
    """What a page speaks of, followed line by line; `given` holds the subjects so far.

    `resting` is what a line speaks of that nothing leads anywhere, `current` what the part at hand speaks of, `since`
    counts the lines from the last that names exosomes, `distance` the same with short lines of lists as less.
    """

    def __init__(self, engine: Engine, wide: bool, far: int) -> None:
        self.given: list[Subject] = []
        self._engine, self._wide, self._far = engine, wide, far
        self._resting = self._current = Subject.OTHER if wide else Subject.MEANT
        self._since, self._distance = TAKEN_UP + 1, TAKEN_UP + 1.0
        self._of_another = self._led_away = False

    def take(self, sentence: Sentence, gates: frozenset[str], *, names: bool) -> None:
        """The next line."""
        text, is_heading = sentence.folded.text, sentence.form in {Form.HEADING, Form.QUESTION}
        self._since = 0 if names else self._since + 1
        self._distance = 0.0 if names else self._distance + _counted(text)
        if self._distance > self._far:
            self._current = self._resting = Subject.OTHER
        away = False
        if names:
            self._resting = Subject.OTHER if self._wide else Subject.MEANT
            self._current, subject = Subject.MEANT, Subject.NAMED
        elif is_heading:
            away = self._leads_away(sentence, gates)
            taken_up = self._wide and self._since <= TAKEN_UP
            self._current = subject = Subject.OTHER if away else Subject.MEANT if taken_up else self._resting
        else:
            subject = self._of_line(sentence, gates)
        self._led_away = away and "goods" in gates
        told = not is_heading and _tells_of_another(text, gates, self._engine, before=self._of_another)
        self._of_another = subject is Subject.OTHER and told
        self.given.append(subject)

    def _leads_away(self, sentence: Sentence, gates: frozenset[str]) -> bool:
        """Whether a heading leads away from exosomes; a title and the line in large letters below it are one."""
        if self._led_away and not gates and sentence.form is Form.HEADING:
            return True
        return bool(gates) and "compared" not in gates and _opens_another_part(sentence.folded.text, self._engine)

    def _of_line(self, sentence: Sentence, gates: frozenset[str]) -> Subject:
        """What a line speaks of that is no heading and does not name exosomes."""
        if gates and "compared" not in gates:
            goes_on = self._of_another and "goes_on" in gates
            if goes_on or _is_of_another(sentence.folded.text, self._engine):
                return Subject.OTHER
        if sentence.form is Form.BULLET and sentence.lead is not None:
            lead = self.given[sentence.lead]
            if lead is not self._resting:
                return _once_removed(lead)
        return Subject.OTHER if self._wide and self._since > TAKEN_UP else self._current


def _tells_of_another(text: str, gates: frozenset[str], engine: Engine, *, before: bool) -> bool:
    """Whether a line is about another treatment, by its own words or as the line before goes on in it."""
    return bool(gates) and (_begins_with("rival", text, engine) or (before and "goes_on" in gates))


def _once_removed(lead: Subject) -> Subject:
    """What a bullet speaks of whose lead-in speaks of this."""
    return Subject.MEANT if lead is Subject.NAMED else lead


def _opens_another_part(heading: str, engine: Engine) -> bool:
    """Whether a heading opens a part on another treatment, a lesson, or the terms of business."""
    return _begins_with("rival", heading, engine) or any(engine.gate(name, heading) for name in AWAY)


def _is_of_another(text: str, engine: Engine) -> bool:
    """Whether a line speaks of another treatment, or of what exosomes come out of."""
    if _begins_with("rival", text, engine) or _begins_with("parent", text, engine):
        return True
    return engine.gate("rival", text) and not _takes_up_before("rival", text, engine)


def _takes_up_before(name: str, text: str, engine: Engine) -> bool:
    """Whether a line takes up an earlier noun before it comes to one of the named kind."""
    anaphor, pattern = engine.gate_pattern("anaphor"), engine.gate_pattern(name)
    taken = anaphor.first(text) if anaphor and engine.gate("anaphor", text) else None
    found = pattern.first(text) if pattern else None
    return taken is not None and (found is None or taken[0] < found[0])


def _begins_with(name: str, text: str, engine: Engine) -> bool:
    """Whether the first noun of a line is of the named kind rather than exosomes."""
    if not engine.gate(name, text):
        return False
    pattern, topic = engine.gate_pattern(name), engine.gate_pattern("topic")
    found = pattern.first(text) if pattern else None
    if found is None or found[0] > START:
        return False
    first = topic.first(text) if topic else None
    return first is None or found[0] < first[0]


def _kind(sentence: Sentence, gates: frozenset[str], *, names: bool) -> LineKind:
    """The kind of a line; one that names exosomes is text even where it looks like navigation."""
    if sentence.furniture:
        return LineKind.FURNITURE
    if sentence.form is Form.INGREDIENTS:
        return LineKind.INGREDIENTS
    if not gates:
        return LineKind.TEXT
    kinds = ALWAYS if names else ALWAYS + UNNAMED
    return next((kind for kind in kinds if kind.value in gates), LineKind.TEXT)

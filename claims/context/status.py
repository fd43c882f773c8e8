"""How a claim is put: cues in its sentence, quotations, and the lines above that govern it set the status."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from claims.context.gates import TAUGHT
from claims.model import Form, SiteKind, Status
from claims.rules.engine import REMEMBERED, Engine
from claims.rules.shapes import Cue, Rule
from claims.text.quotes import Quote, quotes_of
from claims.text.sentences import Sentence
from claims.text.speech import answers_of_interview, signs, turns_of

_WORD = re.compile(r"\w+")
_COMMA = re.compile(",")
_ASKS = re.compile(r"[?？](?:[\s\"')\]*”’»]*$|.{0,6}$|[\"'”’»]\s*[–-]\s*[^.!?]{1,40}$|\s*\([^)]{1,40}\)$)")
_NOTE_MARK = re.compile(r"(?<=\S)(\*{1,3}|†|‡|[¹²³]|\[[0-9]\])")
ABOVE = " in the line above"
QUOTATION = "quotation"
STUDY = 4  # lines after one that tells of a study in which a measured change is what it found
OPENING = 3  # lines at the top of a page that show how it takes its subject
# What a study measures, and so reports.
MEASURED = TAUGHT | {"quantified_efficacy", "rapid_or_lasting", "superiority"}
ORDER = tuple(Status)  # the guide's order: where two fit, the first


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a sentence: which, and where."""

    cue: Cue
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with the cue that set it and the cue's words; both empty for a plain assertion."""

    status: Status
    cue: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cued:
    """What cues say of a claim: what comes out, each by itself, and whether it stands in quotation marks.

    `quoted` is "speech" or "word" where it does, "other" where something else of its line does, else empty.
    """

    verdict: Verdict
    all: tuple[Verdict, ...]
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence holds that bears on status: its cues, where its clauses end, where its commas are."""

    text: str
    cues: tuple[CueHit, ...]
    ends: tuple[int, ...]
    commas: tuple[int, ...]


class Context:
    """Everything on a page that bears on how its claims are put."""

    def __init__(self, sentences: Sequence[Sentence], kind: SiteKind, engine: Engine) -> None:
        self._sentences = sentences
        self._kind = kind
        self._engine = engine
        self._settings: dict[int, Setting] = {}
        doubtful = [cue.id for cue in engine.cues if cue.doubted]
        self._doubtful = frozenset([QUOTATION, *doubtful, *(cue + ABOVE for cue in doubtful)])

    def verdict(self, number: int, start: int, end: int, rule: Rule) -> Verdict:
        """The status of what stands at start..end of a sentence's folded text."""
        return _foremost(self._verdicts(number, start, end, rule))

    def cued(self, number: int, start: int, end: int, rule: Rule) -> Cued:
        """The same with all that cues say."""
        found = self._verdicts(number, start, end, rule)
        return Cued(_foremost(found), tuple(found[1:]), self._how_quoted(number, start, end))

    def _verdicts(self, number: int, start: int, end: int, rule: Rule) -> list[Verdict]:
        """The rule's own, then what each cue says that it heeds."""
        default = Verdict(rule.status.default)
        found = [default, *self._said(number, start, end, rule), *self._governed(number, rule)]
        found = [self._doubted(verdict, number, rule) for verdict in found]
        return [
            verdict for verdict in found if verdict.status is default.status or verdict.status not in rule.status.ignore
        ]

    def _how_quoted(self, number: int, start: int, end: int) -> str:
        first, last = self._sentences[number].folded.original(start, end)
        quotes = self._quotes[number]
        around = [quote for quote in quotes if quote.start < last and first < quote.end]
        if around:
            return "speech" if any(quote.speech for quote in around) else "word"
        return "other" if quotes else ""

    def limits(self, number: int) -> str:
        """The note that a mark in the sentence leads to, empty where none does."""
        mark = _NOTE_MARK.search(self._sentences[number].text)
        if mark is None:
            return ""
        notes = (other.text for other in self._sentences[number + 1 :] if other.text.startswith(mark[1]))
        return next(notes, "")

    def _setting(self, number: int) -> Setting:
        if number not in self._settings:
            self._settings[number] = setting_of(self._sentences[number].folded.text, self._engine)
        return self._settings[number]

    def _said(self, number: int, start: int, end: int, rule: Rule) -> Iterator[Verdict]:
        """What the sentence itself says of the claim."""
        sentence, setting = self._sentences[number], self._setting(number)
        if _ASKS.search(setting.text):
            yield Verdict(Status.QUESTION, "question", "?")
        if sentence.form in {Form.REVIEW, Form.QUOTE}:
            yield Verdict(Status.ATTRIBUTED, sentence.form.value, sentence.text[:80])
        if signs(sentence.text):
            yield Verdict(Status.ATTRIBUTED, "speaker", sentence.text[:80])
        if not self._kind.sells:
            yield from self._reported(number, rule)
        for hit in setting.cues:
            if self._is_for(hit.cue, rule) and _reaches(setting, hit, start, end, inside=rule.status.inside):
                yield _verdict(setting, hit)
        first, last = sentence.folded.original(start, end)
        for quote in self._quotes[number]:
            if quote.start < last and first < quote.end:
                yield from self._quoted(quote, number, rule)
            elif quote.end <= first and not self._kind.sells and self._holds_at_a_distance(number, quote):
                yield self._distant(quote, number)

    def _reported(self, number: int, rule: Rule) -> Iterator[Verdict]:
        """What a page that only reports tells without quotation marks: somebody's turn to speak, what a study found."""
        if number in self._spoken:
            yield Verdict(Status.ATTRIBUTED, "speaker", self._sentences[number].text[:80])
        text = self._sentences[number].folded.text
        if rule.type in MEASURED and self._engine.frame("finding", text) and not self._engine.frame("foretold", text):
            first = max(0, number - STUDY)
            told = [one.folded.text for one in self._sentences[first : number + 1]]
            if self._kind is SiteKind.SCIENCE or any(self._engine.frame("study_told", text) for text in told):
                yield Verdict(Status.ATTRIBUTED, "finding of a study", self._sentences[number].text[:80])

    @cached_property
    def _spoken(self) -> frozenset[int]:
        """The sentences that somebody speaks whose name stands before them, or whom the page interviews."""
        turns = turns_of(self._sentences)
        spoken = {at for at in turns if not self._engine.frame("not_a_speaker", self._sentences[at].text)}
        if self._opens_with("interview"):
            spoken |= answers_of_interview(self._sentences)
        return frozenset(spoken)

    def _quoted(self, quote: Quote, number: int, rule: Rule) -> Iterator[Verdict]:
        """What quotation marks around a claim say."""
        if quote.speech:
            text = self._sentences[number].text[quote.start : quote.end][:80]
            yield Verdict(Status.ATTRIBUTED, QUOTATION, text)
        elif not self._kind.sells or rule.type == "superiority" or self._shows_doubt(number):
            yield self._distant(quote, number)

    def _holds_at_a_distance(self, number: int, quote: Quote) -> bool:
        """Whether quotation marks doubt a word: no speech, and no name."""
        return not quote.speech and not self._sentences[number].text[quote.start : quote.end][:1].isupper()

    def _distant(self, quote: Quote, number: int) -> Verdict:
        words = self._sentences[number].text[quote.start : quote.end]
        return Verdict(Status.CAUTIONED, "words held at a distance", words)

    def _doubted(self, verdict: Verdict, number: int, rule: Rule) -> Verdict:
        """What others say, turned into a caution where the page shows that it doubts them."""
        if verdict.status is not Status.ATTRIBUTED or verdict.cue not in self._doubtful:
            return verdict
        if verdict.cue == QUOTATION and self._kind.sells:
            return verdict
        wide = self._opens_with_doubt and (verdict.cue == QUOTATION or rule.type == "superiority")
        if not wide and not self._shows_doubt(number):
            return verdict
        return Verdict(Status.CAUTIONED, f"{verdict.cue} in doubt", verdict.words)

    def _shows_doubt(self, number: int) -> bool:
        """Whether the sentence or the line that governs it shows doubt."""
        lead = self._sentences[number].lead
        return any(
            self._engine.frame("doubt", self._sentences[at].folded.text) for at in (number, lead) if at is not None
        )

    @cached_property
    def _quotes(self) -> tuple[tuple[Quote, ...], ...]:
        return quotes_of(self._sentences, self._engine.pack.context.speech_ends)

    @cached_property
    def _opens_with_doubt(self) -> bool:
        return self._opens_with("doubt")

    def _opens_with(self, frame: str) -> bool:
        """Whether a frame stands in one of the lines at the top of the page."""
        top = [sentence.folded.text for sentence in self._sentences[:OPENING] if not sentence.furniture]
        return any(self._engine.frame(frame, text) for text in top)

    def _governed(self, number: int, rule: Rule) -> Iterator[Verdict]:
        """What the lines above lay on the claim."""
        sentence = self._sentences[number]
        lead, near = sentence.lead, sentence.form in {Form.BULLET, Form.TABLE_ROW}
        while lead is not None:
            setting = self._setting(lead)
            reaches = {"section", "bullets"} if near and not _ASKS.search(setting.text) else {"section"}
            for hit in setting.cues:
                if hit.cue.lead in reaches and self._is_for(hit.cue, rule):
                    yield _verdict(setting, hit, ABOVE)
            lead = self._sentences[lead].lead

    def _is_for(self, cue: Cue, rule: Rule) -> bool:
        return (
            (not cue.types or rule.type in cue.types)
            and rule.type not in cue.not_types
            and (not cue.kinds or self._kind in cue.kinds)
        )


@lru_cache(maxsize=REMEMBERED)
def setting_of(text: str, engine: Engine) -> Setting:
    """The cues and clause ends of a folded sentence: nothing but its text and the pack makes them."""
    clear = engine.without_pseudo(text)
    cues = tuple([CueHit(engine.cues[hit.rule], hit.start, hit.end) for hit in engine.cue_hits(clear)])
    ends = tuple([start for start, _ in engine.terminated(clear)])
    return Setting(text, cues, ends, tuple([found.start() for found in _COMMA.finditer(clear)]))


def _foremost(verdicts: Sequence[Verdict]) -> Verdict:
    """The one that decides where several say something, the first of those of one status."""
    return min(verdicts, key=lambda verdict: ORDER.index(verdict.status))


def _verdict(setting: Setting, hit: CueHit, where: str = "") -> Verdict:
    return Verdict(hit.cue.status, hit.cue.id + where, setting.text[hit.start : hit.end])


def _reaches(setting: Setting, hit: CueHit, start: int, end: int, *, inside: bool) -> bool:
    """Whether a cue reaches what stands at start..end of its sentence; `inside` lets one within it count."""
    cue = hit.cue
    if cue.dir == "line":
        return True
    if hit.start < end and start < hit.end:
        return inside or cue.inside
    before = hit.end <= start
    if (cue.dir == "fwd" and not before) or (cue.dir == "back" and before):
        return False
    left, right = (hit.end, start) if before else (end, hit.start)
    if not cue.crosses and any(left <= mark < right for mark in setting.ends):
        return False
    if cue.comma and any(left <= mark < right for mark in setting.commas):
        return False
    return not cue.max or len(_WORD.findall(setting.text, left, right)) <= cue.max

"""Short answers, read with their question: "Is it safe?" "Yes." says that it is safe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.context.status import Verdict
from claims.model import Form, Status
from claims.rules.engine import Engine
from claims.rules.shapes import Rule
from claims.text.sentences import Sentence

# Types of which a bare yes or no says nothing: proof, numbers, praise and strength need words of their own.
NEVER_BARE = frozenset({"clinical_evidence", "quantified_efficacy", "endorsement", "potency"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says of something that the question before it asks: the rule that read the question, and where."""

    rule: Rule
    verdict: Verdict
    start: int
    end: int


def question_before(number: int, sentences: Sequence[Sentence]) -> int | None:
    """The number of the question that a sentence answers: the one right before it."""
    if number == 0:
        return None
    same = sentences[number].block == sentences[number - 1].block
    answers = same or sentences[number].form not in {Form.HEADING, Form.QUESTION, Form.TABLE_ROW}
    if answers and sentences[number - 1].folded.text.rstrip(" \"')").endswith("?"):
        return number - 1
    return None


def answers_of(rules: Sequence[Rule], question: str, answer: str, engine: Engine) -> Iterator[Answer]:
    """What an answer says of each type that its question asks about, at most once a type."""
    asked = {rule.type: rule for rule in rules}
    for type_, rule in asked.items():
        if type_ in NEVER_BARE:
            continue
        if type_ == "rapid_or_lasting":
            yield from _answer(rule, "answer_time", Status.ASSERTED, answer, engine)
            continue
        harm = type_ == "safety" and engine.frame("asks_of_harm", question)
        yield from _answer(rule, "answer_yes", Status.CAUTIONED if harm else Status.ASSERTED, answer, engine)
        yield from _answer(rule, "answer_no", Status.ASSERTED if harm else Status.NEGATED, answer, engine)


def _answer(rule: Rule, frame: str, status: Status, answer: str, engine: Engine) -> Iterator[Answer]:
    if not engine.frame(frame, answer):
        return
    found = engine.frame_pattern(frame).first(answer)
    if found is not None:
        start, end = found
        yield Answer(rule, Verdict(status, "answer to the question before", answer[start:end]), start, end)

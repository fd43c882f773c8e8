"""What reviewers said, as a card tells it: its state, everything that was said, and how to say more."""

from collections.abc import Iterable, Sequence

from db.known import KnownClaim, KnownSource
from db.verdicts import KnownSourceVerdict, KnownVerdict, Verdict
from reports.blocks import Fact, Line, Part, Style
from reports.material import Material
from reports.quotes import quoted
from reports.subjects import Subject
from reports.text import short
from reports.times import moment, short_day
from reports.wording import capital
from reports.words import Words

OF_SOURCES = "S"  # before the number of a stated source, where those of claims stand beside it
Told = KnownVerdict | KnownSourceVerdict


def verdict_on(subject: Subject, material: Material) -> Told | None:
    """What a reviewer said of what leads a subject, as far as it holds."""
    if subject.source and (subject.led_by_source or not subject.findings):
        return material.verdict_of_source(subject.source.id)
    return material.verdict_of(subject.findings[0].lead.id) if subject.findings else None


def verdicts_on(claims: Iterable[KnownClaim], source: KnownSource | None, material: Material) -> tuple[Told, ...]:
    """Everything that reviewers said of some claims and a stated source, oldest first."""
    ids = {claim.id for claim in claims}
    of_claims = [verdict for verdict in material.verdicts if verdict.claim in ids]
    of_source = [verdict for verdict in material.source_verdicts if source and verdict.source == source.id]
    return tuple(sorted((*of_claims, *of_source), key=lambda verdict: verdict.at))


def tag(verdict: Told | None, words: Words) -> str:
    """The state of review in a few words."""
    if verdict is None:
        return words.say("Not reviewed")
    day = short_day(verdict.at, words)
    if verdict.verdict is Verdict.LETTER_SENT:
        return words.say("→ Letter sent {day}", day=day)
    if verdict.verdict is Verdict.DISMISSED:
        return words.say("Dismissed {day}", day=day)
    return words.say("✓ Confirmed {day}", day=day)


def said(verdicts: Iterable[Told], words: Words) -> Fact:
    """Everything that reviewers said, a line each."""
    return Fact(words.say("Reviewed"), tuple(dict.fromkeys(said_line(verdict, words) for verdict in verdicts)), lasts=2)


def numbers(claims: Sequence[KnownClaim], source: KnownSource | None, words: Words, *, by_source: bool) -> Fact:
    """The numbers by which the commands know the claims and the stated source; the proof is of what leads."""
    known = " ".join((*(str(claim.id) for claim in claims), *((f"{OF_SOURCES}{source.id}",) if source else ())))
    lead = known.split()[-1 if by_source else 0] if known else ""
    command = Part(f"exowatch evidence export {lead}", Style.CODE)
    proof: Line = (Part(words.say("the proof as one file: ")), command) if known else ()
    verdict: Line = (
        Part(words.say("a verdict: ")),
        Part(f"exowatch review verdict confirmed {known}", Style.CODE),
    )
    return Fact(words.say("To go on"), tuple(line for line in (proof, verdict if known else ()) if line), lasts=1)


def said_line(verdict: Told, words: Words) -> Line:
    """What a reviewer said, when, and why."""
    what = {
        Verdict.CONFIRMED: words.say("confirmed"),
        Verdict.DISMISSED: words.say("dismissed"),
        Verdict.LETTER_SENT: words.say("letter sent"),
    }[verdict.verdict]
    at = moment(verdict.at, words)
    text = words.say("{what} {moment} by {who}", what=capital(what), moment=at, who=short(verdict.reviewer, 60))
    line: Line = (Part(words.say("Stated source: ")),) if isinstance(verdict, KnownSourceVerdict) else ()
    line += (Part(text),)
    line += (Part(": "), quoted(short(verdict.reason, 300))) if verdict.reason else ()
    other = words.say(" (of another statement than now)")
    if isinstance(verdict, KnownVerdict):
        other = words.say(" (of other words than now)")
    return (*line, Part("" if verdict.holds else other))

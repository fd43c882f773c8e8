"""The life of claims as a chart: a bar from first to last sight, open at the end where the claim still stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.known import Change, KnownClaim
from db.model import ChangeKind
from db.verdicts import Letter
from reports.blocks import Chart, Column, Fold, Line, Part, Table
from reports.quotes import quoted
from reports.shapes import Box, Key, Label, Stroke
from reports.text import short
from reports.times import day, short_day
from reports.words import Words

WIDTH, LEFT, RIGHT = 640, 236, 632
ROW, TOP = 24, 30
SHOWN = 30
NAME = 30
PARTS = 4
STANDS = ("stands", "#1b4965", "#1b4965")
WENT = ("low", "#dce8ef", "#47728b")
UNSEEN = ("unseen", "#ffffff", "#1b4965")
RECENT = timedelta(days=2)
SENT = "▼"


@dataclass(frozen=True, slots=True)
class Scale:
    """Time along a chart."""

    since: datetime
    until: datetime

    def x(self, at: datetime) -> float:
        """The place of a moment."""
        share = (min(max(at, self.since), self.until) - self.since) / (self.until - self.since)
        return round(LEFT + (RIGHT - LEFT) * share, 1)


def life_lines(
    claims: Sequence[KnownClaim], changes: Sequence[Change], letters: Sequence[Letter], now: datetime, words: Words
) -> Chart | None:
    """The lives of the first claims given, the oldest moment at the left; None where there are none."""
    shown = claims[:SHOWN]
    if not shown:
        return None
    since = min(claim.first_seen for claim in shown)
    scale = Scale(since, max(now, since + timedelta(days=1)))
    boxes: list[Box] = []
    strokes = list(_grid(scale, len(shown)))
    labels = list(_dates(scale, words))
    for at, claim in enumerate(shown):
        y = TOP + ROW * at
        boxes += _bars(claim, y, scale)
        labels.append(Label(LEFT - 10, y + 13, short(claim.quote, NAME), "line", "end"))
        strokes += [Stroke(scale.x(m), y, scale.x(m), y + 18, "mark") for m in _moved(claim, changes)]
        sent = [letter.sent_at for letter in letters if letter.claim == claim.id]
        labels += [Label(scale.x(moment), y + 3, SENT, "total", "middle") for moment in sent]
    keys = (
        Key(words.say("stands"), *STANDS),
        Key(words.say("not seen since"), *UNSEEN),
        Key(words.say("went"), *WENT),
    )
    says = words.say(
        "Each bar runs from first to last sight; an upright line marks a new wording or a return, {sent} a letter. "
        "{n} of {all} sentences are drawn, the most pressing first.",
        sent=SENT,
        n=words.number(len(shown)),
        all=words.number(len(claims)),
    )
    shapes = tuple(boxes), tuple(strokes), tuple(labels), keys
    title = words.say("The life of each claim")
    return Chart("lives", title, says, WIDTH, TOP + ROW * len(shown) + 6, *shapes, _table(shown, changes, words))


def _bars(claim: KnownClaim, y: int, scale: Scale) -> tuple[Box, ...]:
    """First to last sight; what stands but was not seen of late goes on as an empty bar."""
    start, end = scale.x(claim.first_seen), scale.x(claim.gone_at or claim.last_seen)
    life = Box(start, y + 4, round(max(end - start, 3.0), 1), 10, *(WENT if claim.gone_at else STANDS))
    if claim.gone_at or scale.until - claim.last_seen <= RECENT:
        return (life,)
    after = round(life.x + life.width, 1)
    return life, Box(after, y + 4, round(max(scale.x(scale.until) - after, 1.0), 1), 10, *UNSEEN)


def _moved(claim: KnownClaim, changes: Sequence[Change]) -> tuple[datetime, ...]:
    """When a claim came back or was put in other words."""
    kinds = {ChangeKind.REWORDED, ChangeKind.RETURNED}
    return tuple(change.at for change in changes if change.claim == claim.id and change.kind in kinds)


def _marks(scale: Scale) -> tuple[datetime, ...]:
    step = (scale.until - scale.since) / PARTS
    return tuple(scale.since + step * number for number in range(PARTS + 1))


def _grid(scale: Scale, rows: int) -> tuple[Stroke, ...]:
    foot = TOP + ROW * rows
    return tuple(Stroke(scale.x(mark), TOP - 12, scale.x(mark), foot, "grid") for mark in _marks(scale))


def _dates(scale: Scale, words: Words) -> tuple[Label, ...]:
    anchors = ("start", *("middle",) * (PARTS - 1), "end")
    marks = zip(_marks(scale), anchors, strict=True)
    return tuple(Label(scale.x(mark), TOP - 16, short_day(mark, words), "axis", anchor) for mark, anchor in marks)


def _table(claims: Sequence[KnownClaim], changes: Sequence[Change], words: Words) -> Fold:
    columns = (
        Column(words.say("Words"), wide=True),
        Column(words.say("First seen")),
        Column(words.say("Last seen or gone")),
    )
    rows = tuple(_row(claim, changes, words) for claim in claims)
    return Fold(words.say("Figures of this chart"), (Table(words.say("The life of each claim"), columns, rows),))


def _row(claim: KnownClaim, changes: Sequence[Change], words: Words) -> tuple[Line, ...]:
    last = day(claim.gone_at or claim.last_seen, words)
    end = words.say("gone {day}", day=last) if claim.gone_at else words.say("stands, seen {day}", day=last)
    moved = ", ".join(short_day(at, words) for at in _moved(claim, changes))
    end += words.say("; moved {days}", days=moved) if moved else ""
    name = quoted(short(claim.quote, 120), lang=claim.lang)
    return (name,), (Part(day(claim.first_seen, words)),), (Part(end),)

"""Charts as shapes: told apart by lightness and place, with their figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.totals import TypeTotal, WeekTotal
from reports.blocks import Chart, Column, Fold, Line, Part, Table
from reports.shapes import Box, Key, Label, Spark, Stroke
from reports.times import short_day, span
from reports.words import Words

WIDTH = 640
LEAST_WEEKS = 3
TYPES = 8
# From the foot of a column up: dark to pale, so that grey print tells them apart. Colour, outline.
SHADES = {
    "critical": ("#4f0d09", "#4f0d09"),
    "high": ("#a8281b", "#a8281b"),
    "medium": ("#e0a04d", "#8a5a14"),
    "low": ("#dce8ef", "#47728b"),
}
TOP, FOOT, LEFT, RIGHT = 24, 176, 34, 636
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
GAP = 1.5
SPARK = 18  # pixels of height
SPARKS = (("none", "#c9cdd1"), ("news", "#14508a"))


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One claim type: its news in the period, and in an average week before."""

    type: str
    now: int
    average: float


def weeks_chart(weeks: Sequence[WeekTotal], words: Words) -> Chart | None:
    """The news of each week by level; None where there are too few weeks to compare."""
    if len(weeks) < LEAST_WEEKS or not any(map(_total, weeks)):
        return None
    top, step = _scale(max(map(_total, weeks)))
    strokes, labels = _grid(top, step, words)
    boxes: list[Box] = []
    slot = (RIGHT - LEFT) / len(weeks)
    for at, week in enumerate(weeks):
        x, width = LEFT + slot * at + slot * 0.2, slot * 0.6
        boxes += _column(week, x, width, top)
        y = _y(_total(week), top)
        role = "now" if at == len(weeks) - 1 else "axis"
        labels.append(Label(round(x + width / 2, 1), round(y - 5, 1), words.number(_total(week)), "total", "middle"))
        if len(weeks) <= 8 or (len(weeks) - 1 - at) % 2 == 0:
            labels.append(Label(round(x + width / 2, 1), FOOT + 17, short_day(week.since, words), role, "middle"))
    marks, remark = _rule_marks(weeks, slot, words)
    strokes, labels = (*strokes, *marks[0]), [*labels, *marks[1]]
    keys = tuple(Key(words.levels[level].word, str(level), *SHADES[level]) for level in words.levels)
    says = words.count(
        _total(weeks[-1]),
        "{n} claim new, changed or back in the last of {weeks} weeks; between {least} and {most} in each.",
        "{n} claims new, changed or back in the last of {weeks} weeks; between {least} and {most} in each.",
        weeks=len(weeks),
        least=words.number(min(map(_total, weeks))),
        most=words.number(max(map(_total, weeks))),
    )
    says += remark
    period = span(weeks[0].since, weeks[-1].until, words)
    title = words.say("New, changed or back each week, by priority ({period})", period=period)
    shapes = tuple(boxes), strokes, tuple(labels)
    return Chart("weeks", title, says, WIDTH, FOOT + 28, *shapes, keys, _week_table(weeks, words))


def types_chart(types: Sequence[TypeTotal], weeks: int, words: Words) -> Chart | None:
    """The news of the period by claim type beside the average of the `weeks` before it; None where they are too few."""
    rows = [_against(total, weeks) for total in sorted(types, key=lambda t: -t.now) if total.now][:TYPES]
    if not rows or weeks < LEAST_WEEKS - 1:
        return None
    top = max(max(float(row.now), row.average) for row in rows)
    boxes, strokes, labels = [], [], []
    for at, row in enumerate(rows):
        y, mean = 10 + 30 * at, round(206 + 300 * row.average / top, 1)
        boxes.append(Box(206, y, round(300 * row.now / top, 1), 16, "low", *SHADES["low"]))
        strokes.append(Stroke(mean, y - 4, mean, y + 20, "average"))
        labels.append(Label(194, y + 13, words.type_name(row.type), "name", "end"))
        labels.append(Label(540, y + 13, words.number(row.now), "value", "end"))
        labels.append(Label(636, y + 13, _average(row, words), "axis", "end"))
    says = "; ".join(f"{words.type_name(row.type)}: {words.number(row.now)}, {_average(row, words)}" for row in rows)
    title = words.say("New, changed or back by type (upright line: average of the {weeks} weeks before)", weeks=weeks)
    shapes = tuple(boxes), tuple(strokes), tuple(labels)
    return Chart("types", title, f"{says}.", WIDTH, 30 * len(rows) + 12, *shapes, (), _type_table(rows, words))


def sparkline(news: Sequence[int], words: Words) -> Part:
    """The news of some weeks as small columns, and as figures for who does not see them."""
    most = max((*news, 1))
    heights = [round(1 + (SPARK - 2) * number / most, 1) for number in news]
    boxes = tuple(
        Box(7.0 * at, round(SPARK - height, 1), 5.0, height, *SPARKS[number > 0])
        for at, (number, height) in enumerate(zip(news, heights, strict=True))
    )
    text = words.say("by week: {numbers}", numbers=" ".join(map(str, news)))
    return Part(text, spark=Spark(7 * len(news) - 2, SPARK, boxes))


def _rule_marks(
    weeks: Sequence[WeekTotal], slot: float, words: Words
) -> tuple[tuple[tuple[Stroke, ...], list[Label]], str]:
    """A line before each week in which rules of the reading changed, and the sentence that says so."""
    changed = [at for at, week in enumerate(weeks) if week.technical]
    xs = [round(LEFT + slot * at + slot * 0.08, 1) for at in changed]
    strokes = tuple(Stroke(x, TOP - 12, x, FOOT, "rules") for x in xs)
    labels = [
        Label(
            x + 4 if x < RIGHT / 2 else x - 4,
            TOP - 8,
            words.say("rules changed"),
            "rules",
            "start" if x < RIGHT / 2 else "end",
        )
        for x in xs[-1:]
    ]
    days = words.joined(short_day(weeks[at].since, words) for at in changed)
    remark = words.say(
        " Rules of the reading changed in the week from {days}: figures before and after are not alike.", days=days
    )
    return (strokes, labels), remark if changed else ""


def _column(week: WeekTotal, x: float, width: float, top: int) -> list[Box]:
    boxes, below = [], 0
    for role, number in (("critical", week.critical), ("high", week.high), ("medium", week.medium), ("low", week.low)):
        if number:
            y, foot = _y(below + number, top), _y(below, top)
            height = max(foot - y - GAP, 1.0)
            boxes.append(Box(round(x, 1), round(y, 1), round(width, 1), round(height, 1), role, *SHADES[role]))
        below += number
    return boxes


def _grid(top: int, step: int, words: Words) -> tuple[tuple[Stroke, ...], list[Label]]:
    marks = range(0, top + 1, step)
    strokes = tuple(Stroke(LEFT - 4, _y(mark, top), RIGHT, _y(mark, top), "grid") for mark in marks)
    return strokes, [Label(LEFT - 8, round(_y(mark, top) + 4, 1), words.number(mark), "axis", "end") for mark in marks]


def _scale(most: int) -> tuple[int, int]:
    """The top of the scale and its step, in round numbers with at most five marks."""
    step = next((step for step in STEPS if most <= 4 * step), STEPS[-1])
    return max(step, -(-most // step) * step), step


def _y(number: int, top: int) -> float:
    return round(FOOT - (FOOT - TOP) * number / top, 1)


def _average(row: TypeRow, words: Words) -> str:
    return words.say("average {number}", number=words.decimal(row.average))


def _total(week: WeekTotal) -> int:
    return week.critical + week.high + week.medium + week.low


def _figures(week: WeekTotal) -> tuple[int, ...]:
    return week.critical, week.high, week.medium, week.low, _total(week)


def _against(total: TypeTotal, weeks: int) -> TypeRow:
    return TypeRow(total.type, total.now, total.before / weeks if weeks else 0.0)


def _week_table(weeks: Sequence[WeekTotal], words: Words) -> Fold:
    heads = (*(words.levels[level].word for level in words.levels), words.say("All"))
    columns = (Column(words.say("Week from")), *(Column(head, number=True) for head in heads))
    rows = tuple(
        (
            _cell(short_day(week.since, words)),
            *(_figure(number, words) for number in _figures(week)),
        )
        for week in weeks
    )
    return Fold(
        words.say("Figures of this chart"),
        (Table(words.say("New, changed or back by week and priority"), columns, rows),),
    )


def _type_table(rows: Sequence[TypeRow], words: Words) -> Fold:
    columns = (
        Column(words.say("Type")),
        Column(words.say("This period"), number=True),
        Column(words.say("Average week"), number=True),
    )
    cells = tuple(
        (_cell(words.type_name(row.type)), _figure(row.now, words), _cell(words.decimal(row.average))) for row in rows
    )
    return Fold(words.say("Figures of this chart"), (Table(words.say("New, changed or back by type"), columns, cells),))


def _figure(number: int, words: Words) -> Line:
    return _cell(words.number(number))


def _cell(text: str) -> Line:
    return (Part(text),)

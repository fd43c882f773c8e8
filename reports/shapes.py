"""What drawings are made of: boxes, words and lines, and the small drawing that stands in a line of text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a chart; `role` names its meaning to the style sheet, `fill` is the colour without it."""

    x: float
    y: float
    width: float
    height: float
    role: str
    fill: str
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A drawing as high as a line of text."""

    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a chart; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    role: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line in a chart."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a chart's key."""

    word: str
    role: str
    fill: str
    outline: str = ""

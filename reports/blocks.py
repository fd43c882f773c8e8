"""What an edition is made of: every word and number decided, nothing laid out."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from claims.model import Level
from reports.shapes import Box, Key, Label, Spark, Stroke

LAYOUT = 3  # of what is made now: templates/digest-3.css
ALL = 1_000_000


class Style(StrEnum):
    """What a run of words is; how that looks is up to the template."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    CODE = "code"
    MARK = "mark"
    GONE = "gone"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words in one style.

    `href` is empty or an address that is safe to link; `spark` is a small drawing that says the same as `text`;
    `quoted` marks words that are not the digest's own (of a page, a product, an instrument); `lang` is the language of
    the words where it is known or not the edition's; `ref` is the number of the address on paper.
    """

    text: str
    style: Style = Style.PLAIN
    href: str = ""
    lang: str = ""
    quoted: bool = False
    spark: Spark | None = None
    ref: int = 0


Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Badge:
    """A level in words and in a sign, so that colour is never needed to tell it."""

    level: Level
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Number:
    """A headline figure, what it counts and what to set beside it; `target` is the section that explains it."""

    value: str
    label: str
    beside: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is known of it, a line each.

    The lines of one that is `once` stand on paper at the end, each once under a number; one for `paper` names those.
    Where paper has to be short, `brief` stands in place of its lines, and one that `lasts` less is left out;
    `screen` marks one that is not printed.
    """

    term: str
    lines: tuple[Line, ...]
    once: bool = False
    paper: bool = False
    brief: tuple[Line, ...] = ()
    lasts: int = 4
    screen: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """The saved copy that a card rests on, as a page of its own: which capture, which words are marked there.

    `text` is the link's; `name` the file's, which follows from all the rest; `way` leads to where such files lie.
    """

    text: str
    name: str
    site: str
    page: str
    address: str
    warc: str
    offset: int
    digest: str
    quote: str
    lang: str
    way: str = "copies/"


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A picture of the page that a card is about, as a page of its own; `path` is its file as seen from the home.

    `text` is the link's; `name` the page's, which follows from all the rest; `way` leads to where such pages lie.
    """

    text: str
    name: str
    site: str
    address: str
    taken_at: datetime
    path: str
    digest: str
    lang: str
    way: str = "copies/"


@dataclass(frozen=True, slots=True)
class History:
    """All that happened to what leads a card, as it was known when the card was made; a page of its own.

    `text` is the link's; `name` the page's, which follows from all the rest; `way` leads to where such pages lie.
    """

    text: str
    name: str
    title: str
    period: str
    lead: str
    sections: tuple["Section", ...]
    foot: tuple[Line, ...]
    way: str = "copies/"


@dataclass(frozen=True, slots=True)
class Card:
    """All that a case officer needs of one page or product, the strongest words first.

    Where paper has to be short, `paper_quote` stands there for the quote, and only the first `paper_also` of `also`.
    """

    anchor: str
    badge: Badge
    tags: tuple[str, ...]
    title: Line
    where: Line
    quote: Line
    lang: str
    facts: tuple[Fact, ...]
    also_title: str
    also: tuple[Line, ...]
    evidence_title: str
    evidence: tuple[Fact, ...]
    links: Line
    copy: Copy | None = None
    picture: Screenshot | None = None
    history: History | None = None
    paper_quote: Line = ()
    paper_also: int = ALL


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards in their order."""

    shape: ClassVar[str] = "cards"
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `note` is a remark about what follows."""

    shape: ClassVar[str] = "paragraph"
    line: Line
    note: bool = False


def note(text: str) -> Paragraph:
    """A remark about what follows, or what stands before."""
    return Paragraph((Part(text),), note=True)


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of equal standing."""

    shape: ClassVar[str] = "bullets"
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; `number` sets its cells to the right, `wide` gives it the most room."""

    head: str
    number: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the first cell of a row names it. `titled` shows the caption to those who see, too.

    Where paper has to be short, only the first `paper_rows` are printed, and `paper_more` says how many are not.
    """

    shape: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    titled: bool = False
    paper_rows: int = ALL
    paper_more: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Something that opens on request and stands open in print; `screen` marks one that is not printed."""

    shape: ClassVar[str] = "fold"
    summary: str
    blocks: tuple["Block", ...]
    screen: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing that says in words what it shows and brings its figures as a table.

    With `screen` only its title and words are printed.
    """

    shape: ClassVar[str] = "chart"
    anchor: str
    title: str
    says: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    keys: tuple[Key, ...]
    figures: Fold
    screen: bool = False


Block = Cards | Paragraph | Bullets | Table | Fold | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an edition under its heading; `paper` marks one that is only printed, where no link can be followed."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    paper: bool = False


def reachable(numbers: tuple[Number, ...], sections: tuple[Section, ...]) -> tuple[Number, ...]:
    """The numbers, linked only to sections that are there."""
    anchors = {section.anchor for section in sections}
    return tuple(number if number.target in anchors else replace(number, target="") for number in numbers)


Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows for programs and spreadsheets: `keys` name the columns in data, `heads` for people; times in ISO 8601."""

    key: str
    title: str
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class EditionView:
    """One edition, ready to be laid out; `changes` are the ids that it tells, `sheets` the same as rows.

    `priority` is the most pressing level of what is news, None where nothing is.
    `skip` leads past the head of the page; `marks` are those around a quotation. `layout` is the number of the layout
    that it was made for, so that an edition that is closed looks as it did when a later layout is another.
    """

    number: int
    audience: str
    lang: str
    name: str
    kicker: str
    title: str
    period: str
    lead: str
    numbers: tuple[Number, ...]
    sections: tuple[Section, ...]
    foot: tuple[Line, ...]
    changes: tuple[int, ...]
    since: datetime
    until: datetime
    made_at: datetime
    skip: str
    marks: tuple[str, str]
    sheets: tuple[Sheet, ...] = ()
    priority: Level | None = None
    layout: int = 1

"""A page as a flat outline: its runs of text in order, and the frames (block elements) they stand in."""

from dataclasses import dataclass, field
from typing import NamedTuple

from claims.model import Form

_SHOWN_STEPS = 8
_PLAIN_WRAPPERS = frozenset({"div", "span", "section", "body", "html", "center", "font"})


@dataclass(slots=True, eq=False)
class Frame:
    """One block element while and after it is walked.

    `first` and `last` are the numbers of the runs inside it (last is one past the end). `origin` is the nearest frame,
    from here outwards, that was flagged as furniture; `review` the same for reviews; `consent` is set
    where it asks for consent, `popup` where it opens over the page, `personal` where it has a field for an address or a
    password, `fillable` where it is a form to fill in, `titled` where an h1 stands in it; `opener` is
    the nearest button or tab, from here outwards, that opens a part of the page.
    """

    tag: str
    parent: "Frame | None" = None
    number: int = 1
    ident: str = ""
    form: Form = Form.PARAGRAPH
    level: int = 0
    lang: str = ""
    origin: "Frame | None" = None
    review: "Frame | None" = None
    questions: bool = False
    struck: bool = False
    scope: bool = False
    weak: bool = False
    consent: bool = False
    popup: bool = False
    personal: bool = False
    fillable: bool = False
    titled: bool = False
    opener: "Frame | None" = None
    first: int = 0
    last: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def place(self) -> str:
        """Where it stands, short: steps from the nearest id down, plain wrappers left out where they are the first."""
        steps: list[str] = []
        frame: Frame | None = self
        while frame is not None and len(steps) < _SHOWN_STEPS:
            if frame.ident:
                steps.append(f"#{frame.ident}")
                break
            if frame.number > 1:
                steps.append(f"{frame.tag}:{frame.number}")
            elif frame.tag not in _PLAIN_WRAPPERS or not steps:
                steps.append(frame.tag)
            frame = frame.parent
        return " ".join(reversed(steps))


@dataclass(slots=True, eq=False)
class Run:
    """One run of text: what stands between two borders of blocks.

    `linked` is the share of its characters that are links; `struck` the part of it that is struck through.
    """

    text: str
    form: Form
    trail: tuple[str, ...]
    frame: Frame
    linked: float = 0.0
    struck: str = ""
    level: int = 0
    reviewed: bool = False


class Link(NamedTuple):
    """A link to another page, and the frame it stands in."""

    address: str
    frame: Frame
    run: int


@dataclass(slots=True)
class Outline:
    """What a walk over a page leaves."""

    runs: list[Run] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    mains: list[Frame] = field(default_factory=list)
    flagged: list[Frame] = field(default_factory=list)
    asks: bool = False

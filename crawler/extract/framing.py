"""What an element is to its page: its form, and whether it is furniture, a review, questions, a product."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from claims.model import Form
from crawler.extract import elements
from crawler.extract.labels import UNMARKED, labels, marks
from crawler.extract.outline import Frame, Outline

Attributes = Mapping[str, str]

_WHOLE_PAGE = frozenset({"html", "body", "main"})
_TEXT_PARTS = frozenset({"main", "article", "section", "blockquote"})
_TELLING = frozenset({"header", "button", "main", "dialog"})
_WEAK_ROLES = frozenset({"complementary", "banner", "dialog", "alertdialog", "status"})
_HEADING_ROLE_LEVEL = 6


def framed(parent: Frame, tag: str, attributes: Attributes, outline: Outline) -> Frame:
    """The frame of a block element that opens inside another; the outline is told of what it holds."""
    number = parent.counts[tag] = parent.counts.get(tag, 0) + 1
    kind = _kind(tag)
    frame = Frame(
        tag,
        parent,
        number,
        "",
        kind.form or parent.form,
        parent.level or kind.level,
        parent.lang,
        parent.origin,
        parent.review,
        parent.questions or kind.questions,
        parent.struck,
        kind.scope,
        fillable=parent.fillable,
        opener=parent.opener,
        first=len(outline.runs),
    )
    if kind.tells:
        _by_tag(frame, attributes, outline)
    if len(attributes):
        _by_attributes(frame, attributes, outline)
    if frame.origin is frame:
        outline.flagged.append(frame)
        frame.scope = frame.scope or frame.popup  # its headings govern nothing outside it
    return frame


class _Kind(NamedTuple):
    """What the name of an element says of it; `form` is None where that of what is around it stays."""

    form: Form | None
    level: int
    questions: bool
    scope: bool
    tells: bool


@lru_cache(maxsize=500)
def _kind(tag: str) -> _Kind:
    return _Kind(
        form=elements.FORMS.get(tag) or (Form.PARAGRAPH if tag in elements.FRESH else None),
        level=elements.LEVELS.get(tag, 0),
        questions=tag == "details",
        scope=tag in elements.SCOPES,
        tells=tag in labels().furniture.tags or tag in elements.CONTROLS or tag in _TELLING,
    )


def language(declared: str) -> str:
    """The language of a declaration such as `en-GB`: its first part, in small letters."""
    return declared.strip().replace("_", "-").split("-")[0].lower()[:3]


def _by_tag(frame: Frame, attributes: Attributes, outline: Outline) -> None:
    tag = frame.tag
    if tag == "dialog":
        frame.origin, frame.weak, frame.popup = frame, True, True
    elif tag in labels().furniture.tags or tag in elements.CONTROLS:
        frame.origin, frame.weak = frame, tag == "aside"
    elif tag == "header" and frame.origin is None and not _inside_text(frame):
        frame.origin, frame.weak = frame, True
    elif tag == "button":
        if _opens(attributes):
            _becomes_opener(frame)
        elif not frame.level:
            frame.origin = frame
    elif tag == "main":
        outline.mains.append(frame)


def _by_attributes(frame: Frame, attributes: Attributes, outline: Outline) -> None:
    frame.ident = attributes.get("id") or ""
    declared = attributes.get("lang") or attributes.get("xml:lang")
    if declared:
        frame.lang = language(declared)
    role = attributes.get("role")
    if attributes.get("aria-modal") == "true":
        frame.origin, frame.weak, frame.popup = frame, True, True
    if role:
        _by_role(frame, role, outline)
        if role == "tab" or (role == "button" and _opens(attributes)):
            _becomes_opener(frame)
    kind = attributes.get("itemtype")
    if kind:
        _by_item(frame, kind)
    names = attributes.get("class")
    if names or frame.ident:
        _by_names(frame, f"{names or ''} {frame.ident}")


def _by_role(frame: Frame, role: str, outline: Outline) -> None:
    if role in labels().furniture.roles:
        frame.origin, frame.weak, frame.popup = frame, role in _WEAK_ROLES, role in labels().furniture.popup_roles
    elif role == "main":
        outline.mains.append(frame)
    elif role == "heading" and not frame.level:
        frame.level = _HEADING_ROLE_LEVEL
    elif role == "listitem":
        frame.form = Form.BULLET


def _opens(attributes: Attributes) -> bool:
    """Whether a button opens and shuts a part of the page."""
    return bool(attributes.get("aria-expanded") or attributes.get("aria-controls"))


def _becomes_opener(frame: Frame) -> None:
    """What a button or a tab says heads the part that it opens."""
    frame.opener = frame
    frame.level = frame.level or elements.TAB_LEVEL


def _by_item(frame: Frame, kind: str) -> None:
    name = kind.rsplit("/", 1)[-1]
    if name == "Question":
        frame.questions = True
    elif name == "Review":
        frame.review = frame


def _by_names(frame: Frame, names: str) -> None:
    said = marks(names)
    if said is UNMARKED:
        return
    frame.questions = frame.questions or said.questions
    frame.struck = frame.struck or said.struck
    if frame.tag in _WHOLE_PAGE:
        return
    if said.caption and frame.form is Form.PARAGRAPH:
        frame.form = Form.CAPTION
    if said.furniture and frame.origin is None:
        frame.origin, frame.weak = frame, True
    frame.popup = frame.popup or (said.popup and frame.origin is frame)
    frame.consent = said.consent
    frame.fillable = frame.fillable or said.form
    if said.review and frame.review is None:
        frame.review = frame


def _inside_text(frame: Frame) -> bool:
    outer = frame.parent
    while outer is not None and outer.tag not in _TEXT_PARTS:
        outer = outer.parent
    return outer is not None

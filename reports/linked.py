"""The pages that cards link to, beside the editions: saved copies, screenshots, histories."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from db.kept import Copied
from reports.blocks import Card, Cards, Copy, EditionView, History, Screenshot
from reports.copies import copy_page
from reports.digest import render
from reports.files import put_whole
from reports.screenshots import screenshot_page
from reports.words import words

FOLDER = "copies"
Linked = Copy | Screenshot | History
L = TypeVar("L", Copy, Screenshot, History)


@dataclass(frozen=True, slots=True)
class Archive:
    """What gives the capture behind a saved copy, and the file of a picture where it is as it was kept."""

    copied: Callable[[Copy], Copied]
    pictured: Callable[[Screenshot], bytes | None]


def linked_in(view: EditionView) -> tuple[Linked, ...]:
    """The pages that an edition's cards link to, each once."""
    found = (each for card in _cards(view) for each in (card.copy, card.picture, card.history) if each is not None)
    return tuple({each.name: each for each in found}.values())


def copies_in(view: EditionView) -> tuple[Copy, ...]:
    """The saved copies among them."""
    return tuple(each for each in linked_in(view) if isinstance(each, Copy))


def linked_at(view: EditionView, way: str) -> EditionView:
    """The view whose cards link to these pages at another place; to none where `way` is empty."""

    def at(linked: L | None) -> L | None:
        return replace(linked, way=way) if linked and way else None

    def moved(card: Card) -> Card:
        return replace(card, copy=at(card.copy), picture=at(card.picture), history=at(card.history))

    sections = tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, cards=tuple(map(moved, block.cards))) if isinstance(block, Cards) else block
                for block in section.blocks
            ),
        )
        for section in view.sections
    )
    return replace(view, sections=sections)


def put_linked(view: EditionView, digests: Path, archive: Archive | None, only: Iterable[str] | None = None) -> None:
    """Write each of the pages, or `only` those of these names, below the folder of digests.

    One whose capture or picture cannot be had replaces none that is there; without an archive only histories are
    written, which the edition holds itself.
    """
    for linked in linked_in(view):
        target = digests / FOLDER / linked.name
        if only is not None and linked.name not in only:
            continue
        if isinstance(linked, History):
            put_whole(target, history_page(linked, view))
        elif archive:
            page, is_whole = _page(linked, archive)
            if is_whole or not target.exists():
                put_whole(target, page)


def history_page(history: History, view: EditionView) -> str:
    """The page of a history, laid out as the edition that links to it."""
    own = words(view.lang)
    name = own.say("History")
    return render(
        replace(
            view,
            number=0,
            name=name,
            kicker=f"Exowatch · {name}",
            title=history.title,
            period=history.period,
            lead=history.lead,
            numbers=(),
            sections=history.sections,
            foot=history.foot,
            skip=own.say("To the history"),
            sheets=(),
        )
    )


def _page(linked: Copy | Screenshot, archive: Archive) -> tuple[str, bool]:
    """The page, and whether it has what it is to show."""
    if isinstance(linked, Copy):
        copied = archive.copied(linked)
        return copy_page(linked, copied), copied.document is not None
    content = archive.pictured(linked)
    return screenshot_page(linked, content), content is not None


def _cards(view: EditionView) -> Iterator[Card]:
    for section in view.sections:
        for block in section.blocks:
            if isinstance(block, Cards):
                yield from block.cards

"""A sentence is read once: what is kept of its text, wherever it stood before, changes the reading of no other page."""

import functools
import gc
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from claims.law.flags import flags_of
from claims.law.markets import load_regulation, markets_for
from claims.model import Document, Form, Read, SiteKind
from claims.reading import read
from claims.rules.packs import load_library
from claims.scoring.score import load_gold
from claims.scoring.units import document_of

GOLD = Path(__file__).resolve().parents[1] / "gold"
EVERY = 14
OF_TEXTS = 500  # what keeps so many results keeps them by text; smaller memories are of files


def forget() -> int:
    """Forget all that was kept of any text; gives how many memories of that sort there are."""
    memories = [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper)
        and getattr(one, "__module__", "").startswith("claims.")
        and (one.cache_parameters()["maxsize"] or 0) >= OF_TEXTS
    ]
    for one in memories:
        one.cache_clear()
    return len(memories)


def reading_of(document: Document) -> Read:
    """All that is read of a document and flagged on it."""
    reading = read(document, load_library())
    return Read(document, reading, flags_of(document, reading, markets_for("GB"), load_regulation()))


@pytest.fixture(scope="module")
def pages() -> tuple[Document, ...]:
    """Labelled pages in every language, each as three kinds of site, in three forms, and without its first lines."""
    made: list[Document] = []
    for name in ("dev.jsonl", "dev-3.jsonl", "dev-lang.jsonl"):
        grouped = groupby((entry.unit for entry in load_gold(GOLD / name)), key=lambda unit: unit.page)
        documents = [document_of(list(units)) for _, units in grouped][::EVERY]
        for document in documents:
            made += [replace(document, kind=kind) for kind in (SiteKind.CLINIC, SiteKind.PRESS, SiteKind.SCIENCE)]
            made.append(replace(document, title="Delivery", blocks=document.blocks[3:]))
            for form in (Form.BULLET, Form.REVIEW):
                made.append(replace(document, blocks=tuple(replace(one, form=form) for one in document.blocks)))
    return tuple(made)


def test_readings_with_and_without_what_is_kept_are_equal(pages: tuple[Document, ...]) -> None:
    kept = [reading_of(page) for page in pages]
    again = [reading_of(page) for page in reversed(pages)][::-1]
    assert again == kept
    for page, found in zip(pages, kept, strict=True):
        assert forget() > 5
        assert reading_of(page) == found
    assert sum(len(found.reading.claims) for found in kept) > 200
    assert len({found.reading.lang for found in kept}) > 4

"""A page of which is said that moved rules cannot read it otherwise is not read otherwise by them."""

import shutil
from itertools import groupby, islice
from pathlib import Path

import pytest

from claims.model import Document, Reading
from claims.reading import read
from claims.rules.moved import Moved, moved
from claims.rules.packs import FOLDER, Library, load_library
from claims.scoring.predictions import gold_of
from claims.scoring.units import document_of
from claims.touched import may_read_otherwise

GOLD = Path(__file__).parents[1] / "gold"
PAGES = 40
FILES = ("hair_growth", "regulatory_status")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Labelled English pages."""
    pages = groupby((entry.unit for entry in gold_of(GOLD / "dev-2.jsonl")), key=lambda unit: unit.page)
    return [document_of(tuple(units)) for _, units in islice(pages, PAGES)]


def packs_in(folder: Path, without: str = "") -> Path:
    """The English pack in a folder, without one file of its rules."""
    shutil.copytree(FOLDER / "en", folder / "en", ignore=shutil.ignore_patterns("__pycache__"))
    for shared in FOLDER.glob("*.yml"):
        shutil.copy(shared, folder)
    if without:
        (folder / "en" / "claims" / f"{without}.yml").unlink()
    return folder


def spared(documents: list[Document], older: list[Reading], difference: Moved, newer: Library) -> list[Document]:
    """The pages that need not be read by what is newer, as is said of them."""
    return [
        document
        for document, reading in zip(documents, older, strict=True)
        if not may_read_otherwise(document, sorted({claim.why.rule for claim in reading.claims}), difference, newer)
    ]


@pytest.mark.parametrize("likeness", [False, True])
def test_pages_that_are_spared_read_the_same(documents: list[Document], tmp_path: Path, likeness: bool) -> None:
    whole = packs_in(tmp_path / "whole")
    library = load_library(whole, likeness=likeness)
    by_all = [read(document, library) for document in documents]
    for name in FILES:
        folder = packs_in(tmp_path / name, name)
        fewer = load_library(folder, likeness=likeness)
        by_fewer = [read(document, fewer) for document in documents]
        gone, come = moved(whole / "en", folder / "en"), moved(folder / "en", whole / "en")
        assert gone, name
        assert come, name
        otherwise = {
            document.key
            for document, one, other in zip(documents, by_all, by_fewer, strict=True)
            if (one.claims, one.sources, one.routes, one.stated)
            != (other.claims, other.sources, other.routes, other.stated)
        }
        assert otherwise, f"no page shows what {name} finds: take another file"
        for left in (spared(documents, by_all, gone, fewer), spared(documents, by_fewer, come, library)):
            assert left, f"every page is read again for {name}"
            assert otherwise.isdisjoint(document.key for document in left)

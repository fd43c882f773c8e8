"""What the pages for people name is there: files, and pages that they link to."""

import re
from pathlib import Path

import pytest

from tests.house.test_style import tracked

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)+\.(?:py|yml|md|jsonl?|css|j2|npz|txt))`")
OF_A_HOME = ("HOME/",)  # in the folder of a watch, not in the project


FILES = [str(path.relative_to(ROOT)) for path in tracked()]
PAGES = [file for file in FILES if file.endswith(".md") and file != "CHANGELOG.md"]  # which tells of what was, too


def missing(page: str, text: str) -> list[str]:
    """The files that a page links to or names with a folder, and that are not there."""
    linked = [to for to in LINK.findall(text) if not (ROOT / page).parent.joinpath(to).exists()]
    named = [name for name in NAMED.findall(text) if not name.startswith(OF_A_HOME)]
    return linked + [name for name in named if not any(f"/{file}".endswith(f"/{name}") for file in FILES)]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_is_there(page: str) -> None:
    assert not missing(page, (ROOT / page).read_text(encoding="utf-8"))


def test_what_is_not_there_is_found() -> None:
    text = "[one](nowhere.md), [two](README.md), `claims/nothing.py`, `text/language.py`, `HOME/watchlist.yml`"
    assert missing("README.md", text) == ["nowhere.md", "claims/nothing.py"]

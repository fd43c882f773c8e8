"""Every mark of platforms.yml and every wall of walls.yml finds what it stands for."""

from pathlib import Path

import pytest

import crawler
from claims import datafile
from crawler.platforms import UNKNOWN, Platform, platform_of
from crawler.quality import Answer, judge
from crawler.walls import Wall, Walls
from db.model import Quality

FOLDER = Path(crawler.__path__[0])
PLATFORMS = datafile.read(FOLDER / "platforms.yml", list[Platform])
WALLS = datafile.read(FOLDER / "walls.yml", Walls)
QUALITIES = (Quality.BLOCKED, Quality.CONSENT, Quality.LOGIN, Quality.SOFT_404, Quality.ERROR)
LOOKS = [(quality, wall) for quality in QUALITIES for wall in getattr(WALLS, quality.value)]


def header(mark: str) -> tuple[str, str]:
    name, _, value = mark.partition(":")
    return name.title(), value.strip() or "1"


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_a_platform_is_known_by_each_of_its_marks(platform: Platform) -> None:
    for mark in platform.header:
        assert platform_of((header(mark),), "<html>").name == platform.name
    for mark in platform.body:
        assert platform_of((), f"<html><script src='{mark.upper()}'>").name == platform.name


def test_a_plain_page_runs_on_nothing_known() -> None:
    assert platform_of((("Server", "nginx"),), "<html><body><p>A clinic.</p>") == UNKNOWN


def looks_like(wall: Wall, title: str, mark: str) -> Answer:
    headers = [("Content-Type", "text/html"), *([header(wall.header[0])] if wall.header else [])]
    text = (
        f"<html><title>{title}</title><body><i {mark}></i><p>{mark} One moment, it takes no longer.</p></body></html>"
    )
    return Answer(
        status=wall.status[0] if wall.status else 200,
        address="https://s.example/a",
        final_address="https://s.example/a",
        site_url="https://s.example/",
        headers=tuple(headers),
        text=text,
        size=len(text),
    )


@pytest.mark.parametrize(("quality", "wall"), LOOKS, ids=lambda part: getattr(part, "name", ""))
def test_a_wall_is_known_by_each_of_its_marks(quality: Quality, wall: Wall) -> None:
    for title in wall.title or ["A page"]:
        for mark in wall.body or [""]:
            assert judge(looks_like(wall, title, mark))[0] is quality, (title, mark)

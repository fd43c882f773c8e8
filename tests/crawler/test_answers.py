"""Every answer under answers/ is judged as its folder expects, moves the store only where it is ok, and is told."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.quality import Answer, judge
from db.model import Quality
from db.queries import Reader
from reports.words import words as words_of
from tests.crawler.crawling import NOW, QUICK, counts, visit
from tests.loopback import Loopback, Reply, page

ANSWERS = Path(__file__).with_name("answers")
FOLDERS = sorted(ANSWERS.iterdir())
CLAIM = "Our exosome serum regrows hair in four weeks."
SITE = "https://shop.example"
MOVING = {"ok", "gone", "not_modified"}


@dataclass(frozen=True, slots=True)
class Given:
    """One folder: what a server sends, and how it must be judged."""

    name: str
    text: str
    meta: dict[str, Any]
    quality: str
    cause: str


def given_at(folder: Path) -> Given:
    meta = yaml.safe_load((folder / "meta.yml").read_text(encoding="utf-8"))
    expected = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
    text = next(folder.glob("page.*")).read_text(encoding="utf-8")
    return Given(folder.name, text, meta, expected["quality"], expected["cause"])


ALL = [given_at(folder) for folder in FOLDERS]
BAD = [one for one in ALL if one.quality not in MOVING and "final" not in one.meta and "cut" not in one.meta]


@pytest.mark.parametrize("given", ALL, ids=lambda one: one.name)
def test_it_is_judged_as_expected_with_each_status(given: Given) -> None:
    headers = {"Content-Type": "text/html; charset=utf-8", **given.meta.get("headers", {})}
    for status in given.meta["statuses"]:
        answer = Answer(
            status=status,
            address=f"{SITE}/serum",
            final_address=SITE + given.meta.get("final", "/serum"),
            site_url=f"{SITE}/",
            headers=tuple(headers.items()),
            text=given.text,
            size=len(given.text),
            cut=given.meta.get("cut", False),
            unasked=given.meta.get("unasked", False),
        )
        quality, cause = judge(answer)
        assert quality == given.quality
        assert given.cause in cause


def test_there_is_an_answer_for_every_judgement_that_an_answer_can_have() -> None:
    of_no_answer = {Quality.UNREACHABLE, Quality.ROBOTS, Quality.REDIRECTED_AWAY, Quality.OTHER_LANGUAGE}
    assert {one.quality for one in ALL} == {quality.value for quality in set(Quality) - of_no_answer}


@pytest.mark.parametrize("quality", Quality)
def test_every_judgement_has_its_words(quality: Quality) -> None:
    words = words_of().qualities[quality]
    assert words.cause
    assert words.remedy or quality in {Quality.OK, Quality.NOT_MODIFIED}


def test_what_is_not_ok_is_kept_and_told_and_moves_nothing(server: Loopback, tmp_path: Path) -> None:
    paths = {one.name: f"/{one.name}" for one in BAD}
    server.routes.update({path: page(copy=f"{CLAIM} Number {len(path)}.") for path in paths.values()})
    server.routes["/"] = page(*paths.values())
    patient = replace(QUICK, give_up_after=1000, tries=1)
    visit(tmp_path, server.site(), manners=patient)
    with Reader.open(tmp_path / "exowatch.db") as reader:
        before, changes = reader.claims(), len(reader.changes())
    for one in BAD:
        headers = {"ETag": f'"{one.name}"', **one.meta.get("headers", {})}
        kind = headers.pop("Content-Type", "text/html; charset=utf-8")
        server.routes[paths[one.name]] = Reply(one.text, one.meta["statuses"][0], headers, kind)
    result = visit(tmp_path, server.site(), manners=patient, now=NOW + timedelta(days=7))
    wanted: dict[str, int] = {"ok": 1}
    for one in BAD:
        wanted[one.quality] = wanted.get(one.quality, 0) + 1
    assert counts(result) == wanted
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert len(reader.changes()) == changes
        assert [claim.quote for claim in reader.claims()] == [claim.quote for claim in before]
        told = {trouble.address.rsplit("/", 1)[1]: trouble for trouble in reader.coverage()[0].troubles}
    assert {name: told[name].quality.value for name in paths} == {one.name: one.quality for one in BAD}
    assert all(one.cause in told[one.name].cause for one in BAD)

"""In which way something is news, and what is none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.model import Level
from db.known import Change, SiteCoverage
from db.model import ChangeKind
from reports.coverage import short_of
from reports.findings import Finding
from reports.material import Material
from reports.novelty import Novelty, is_source_news, novelty_of
from reports.ranking import is_puffery, ranking
from reports.subjects import Subject
from reports.tally import tally
from reports.wording import fitted
from tests.reports.build import SEEN, SINCE, UNTIL, change, claim, place

PRAISE = claim(
    1, "shop", "superiority", "The best serum there is.", "best", Level.LOW, place("https://s.example/", "S")
)
MOVE = Change(
    2, ChangeKind.SOURCE, SEEN, "shop", "https://s.example/", "Serum", "plant", "human", Level.HIGH, product=1
)


def subject(*moves: Change) -> Subject:
    """A page that only praises, and what moved of its source."""
    finding = Finding((PRAISE,), (change(1, ChangeKind.NEW, PRAISE),), Novelty.NEW)
    return Subject("shop", PRAISE.kind, "DE", "", "https://s.example/", (finding,), moves=moves)


@pytest.mark.parametrize(
    ("told", "novelty"),
    [
        (MOVE, Novelty.SOURCE),
        (replace(MOVE, before=""), Novelty.NEW),
        (replace(MOVE, baseline=True), Novelty.FIRST_VISIT),
        (replace(MOVE, kind=ChangeKind.CONFLICT_OPENED), Novelty.SOURCE),
        (replace(MOVE, kind=ChangeKind.RETURNED), Novelty.RETURNED),
    ],
)
def test_a_source_that_was_not_known_is_new_and_one_that_was_has_moved(told: Change, novelty: Novelty) -> None:
    assert novelty_of(told) is novelty


@pytest.mark.parametrize(
    ("told", "news"),
    [
        (MOVE, True),
        (replace(MOVE, technical=True), False),
        (replace(MOVE, level=None), False),
        (replace(MOVE, kind=ChangeKind.LEVEL, before="low", after="high"), True),
        (replace(MOVE, kind=ChangeKind.LEVEL, before="high", after="low"), False),
        (replace(MOVE, kind=ChangeKind.LEVEL, before="low", after="high", claim=7), False),
    ],
)
def test_the_level_of_a_claim_is_no_news_of_a_source(told: Change, news: bool) -> None:
    assert is_source_news(told) is news


def test_praise_beside_a_source_that_moved_is_no_praise_alone() -> None:
    assert is_puffery(subject(), ranking())
    assert not is_puffery(subject(MOVE), ranking())


@pytest.mark.parametrize(("baseline", "news", "found"), [(False, 2, 0), (True, 1, 1)])
def test_a_source_that_a_first_visit_found_is_no_news(baseline: bool, news: int, found: int) -> None:
    counts = tally(Material("regulator", SINCE, UNTIL), (subject(replace(MOVE, baseline=baseline)),))
    assert (counts.news, counts.found) == (news, found)


def test_a_site_is_seen_in_part_where_pages_are_lacking_that_nothing_accounts_for() -> None:
    whole = SiteCoverage(
        site="shop", kind=PRAISE.kind, country="DE", url="https://s.example/", run=1, started_at=UNTIL - timedelta(1),
        expected=5, seen=4, unchanged=0, blocked=0, failed=0, gone=1, unvisited=0, unread=0, troubles=(), incidents=(),
    )  # fmt: skip
    assert not short_of(whole)
    assert short_of(replace(whole, expected=6))


def test_a_sentence_that_just_fits_is_told() -> None:
    assert fitted(["One two three."], "Last words.", limit=5) == "One two three. Last words."
    assert fitted(["One two three."], "Last words.", limit=4) == "Last words."

"""Which labelled pages the helpers learn from, and how often."""

from claims.scoring.predictions import gold_of
from scripts import learn_claims, learn_sources

TWINS = learn_claims.GOLD / "learn-twin-1.jsonl"
LONG = learn_claims.GOLD / "learn-long-1.jsonl"


def test_twins_of_true_pages_are_learnt_from_three_times_each_time_as_pages_of_their_own() -> None:
    twins = gold_of(TWINS)[:40]
    others = gold_of(LONG)[:40]
    learnt = learn_claims.often([*twins, *others])
    assert len(learnt) == 3 * len(twins) + len(others)
    pages = {entry.unit.page for entry in twins}
    assert {entry.unit.page for entry in learnt[80:]} == {f"{page} {time}" for page in pages for time in (2, 3)}


def test_no_page_that_is_only_scored_is_learnt_from() -> None:
    scored = set(learn_claims.GOLD.glob("fresh*.jsonl"))
    assert scored
    assert not scored & {*learn_claims.learnt_from(), *learn_sources.learnt_from()}


def test_what_long_lines_say_of_sources_is_not_learnt() -> None:
    assert {*learn_claims.learnt_from()} - {*learn_sources.learnt_from()} == {
        path for path in learn_claims.learnt_from() if "long" in path.name
    }

"""`exowatch review`: the queue, a verdict, what was said; and what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claims.model import Disclosure, Level
from monitor.cli import main
from tests.db.world import START, Leaf, Says, World, product, states

GROWS = Says("Regrows hair in weeks.", level=Level.CRITICAL)
HEALS = Says("Heals scars.", type="wound_scar")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two claims that wait."""
    CliRunner().invoke(main, ["--home", str(tmp_path), "init"])
    world = World(tmp_path / "exowatch.db")
    world.visit(START, serum=Leaf((GROWS, HEALS)))
    world.store.close()
    return tmp_path


def review(home: Path, *words: str) -> Result:
    """What the command answers."""
    return CliRunner().invoke(main, ["--home", str(home), "review", *words])


def waiting(home: Path) -> list[tuple[int, str]]:
    """Numbers and words of what waits."""
    rows = [json.loads(line) for line in review(home, "queue", "--json").output.splitlines()]
    return [(row["id"], row["quote"]) for row in rows]


def test_a_verdict_takes_a_claim_out_of_the_queue_and_is_shown(home: Path) -> None:
    (first, words), second = waiting(home)
    assert (words, second[1]) == (GROWS.text, HEALS.text)
    done = review(home, "verdict", "letter-sent", str(first), "--reason", "case 7", "--by", "Ada")
    assert (done.exit_code, done.output) == (0, f"letter-sent: {first}\n")
    assert waiting(home) == [second]
    shown = review(home, "show", str(first)).output
    assert GROWS.text in shown
    assert "letter sent" in shown
    assert "case 7" in shown
    said = [json.loads(line) for line in review(home, "list", "--json").output.splitlines()]
    assert [(one["claim"], one["verdict"], one["reviewer"]) for one in said] == [(first, "letter_sent", "Ada")]


def test_what_was_dismissed_stays_countable(home: Path) -> None:
    numbers = [str(number) for number, _ in waiting(home)]
    assert review(home, "verdict", "dismissed", *numbers, "--reason", "a quotation", "--by", "Ada").exit_code == 0
    assert waiting(home) == []
    assert len(review(home, "list", "--verdict", "dismissed", "--json").output.splitlines()) == 2
    assert not review(home, "list", "--verdict", "confirmed", "--json").output
    assert "nothing waits" in review(home, "queue").output


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("verdict", "dismissed", "1"), 2, "a dismissal needs --reason"),
        (("verdict", "guilty", "1"), 2, "'guilty' is not one of"),
        (("verdict", "confirmed", "99", "--by", "Ada"), 2, "no claim has the number 99"),
        (("verdict", "confirmed"), 2, "Missing argument"),
        (("show", "99"), 2, "no claim has the number 99"),
        (("show", "S99"), 2, "no stated source has the number S99"),
        (("verdict", "confirmed", "S99", "--by", "Ada"), 2, "no stated source has the number S99"),
        (("verdict", "confirmed", "X1", "--by", "Ada"), 2, "12 is a claim, S12 a stated source"),
        (("verdict", "confirmed", "0", "--by", "Ada"), 2, "0 is no number"),
    ],
)
def test_what_cannot_be_said_is_refused_with_what_to_do(
    home: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    done = review(home, *words)
    assert done.exit_code == code
    assert told in done.output
    assert len(waiting(home)) == 2


@pytest.fixture
def selling(tmp_path: Path) -> Path:
    """A home with a claim and a stated source that wait."""
    CliRunner().invoke(main, ["--home", str(tmp_path), "init"])
    world = World(tmp_path / "exowatch.db")
    human = states(Disclosure.STATED, ("human", "umbilical cord"), of="/serum")
    world.visit(START, serum=Leaf((HEALS,), (product("/serum"),), (human,), stated_level=Level.CRITICAL))
    world.store.close()
    return tmp_path


def test_a_stated_source_is_judged_by_its_number_with_an_s(selling: Path) -> None:
    lines = review(selling, "queue").output
    assert "S1" in lines
    assert "stated (human: umbilical cord)" in lines
    assert lines.index("S1 ") < lines.index(HEALS.text), "critical first"
    done = review(selling, "verdict", "letter-sent", "1", "s1", "--reason", "case 7", "--by", "Ada")
    assert (done.exit_code, done.output) == (0, "letter-sent: 1, S1\n")
    assert "nothing waits" in review(selling, "queue").output
    shown = review(selling, "show", "S1").output
    assert "letter sent" in shown
    assert "stated (human: umbilical cord)" in shown
    said = [json.loads(line) for line in review(selling, "list", "--json").output.splitlines()]
    assert [(one.get("claim"), one.get("source"), one["verdict"]) for one in said] == [
        (1, None, "letter_sent"),
        (None, 1, "letter_sent"),
    ]


def test_a_dismissed_source_leaves_the_next_edition(selling: Path) -> None:
    before = CliRunner().invoke(main, ["--home", str(selling), "digest", "--since", "2026-03-01"])
    page = Path(before.output.removeprefix("digest: ").strip())
    assert "eu-rule" in page.read_text(encoding="utf-8")
    assert "exowatch review verdict confirmed 1 S1" in page.read_text(encoding="utf-8")
    why = ("--reason", "a supplier", "--by", "Ada")
    assert review(selling, "verdict", "dismissed", "S1", *why).exit_code == 0
    CliRunner().invoke(main, ["--home", str(selling), "digest", "--since", "2026-03-01"])
    assert "1 stated source that was dismissed" in page.read_text(encoding="utf-8")
    assert " S1<" not in page.read_text(encoding="utf-8")

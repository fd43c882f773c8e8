"""The learned helper beside the rules: adds, holds back, explains itself, and can be left out."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claims.errors import DataFileError
from claims.likeness import beside
from claims.likeness.beside import FILE, HOPELESS, LONG, NET, PUT, helper_for, helper_in
from claims.likeness.put import load_put
from claims.model import LIKENESS, Block, Claim, Document, Reading, SiteKind, Status, is_likeness
from claims.reading import found_in, read
from claims.rules.found import Found
from claims.rules.packs import FOLDER, Library, load_library
from claims.scoring.ledger import without
from tests.claims.steady import steady, steady_put

LINES = (
    "Exosome therapy",
    "Our exosomes stimulate collagen production.",
    "Ask at the desk what exosomes could mean for you.",
)


ROOT = Path(__file__).resolve().parents[2]
Give = Callable[..., Library]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Give:
    """English with a helper that says the same of every line: log odds by column, half from either part."""

    def given(put: Status = Status.ASSERTED, none: float = -9.0, **odds: float) -> Library:
        helper = steady(tmp_path, odds, put, none=none)
        monkeypatch.setattr(beside, "helper_in", lambda _: helper)
        return load_library(likeness=True)

    return given


def reading(lib: Library, *lines: str, kind: SiteKind = SiteKind.CLINIC) -> Reading:
    return read(Document("p", "", kind, lang="en", blocks=tuple(map(Block, lines or LINES))), lib)


def of(found: Reading, type_: str) -> list[Claim]:
    return [claim for claim in found.claims if claim.type == type_]


def test_adds_a_claim_that_no_rule_finds_and_says_so(library: Give) -> None:
    found = reading(library(safety=3.0, any=2.0))
    assert [claim.block for claim in of(found, "safety")] == [0, 1, 2]
    claim = of(found, "safety")[1]
    assert claim.likeness
    assert is_likeness(claim.why.rule)
    assert (claim.why.rule, claim.why.version) == ("en.likeness.safety", 3)
    assert claim.why.words
    assert claim.span.text in claim.quote
    (collagen,) = of(found, "collagen_elastin")
    assert not collagen.likeness


@pytest.mark.parametrize("odds", [{"safety": 1.9, "any": 2.0}, {"safety": 3.0, "any": 0.9}])
def test_adds_nothing_below_its_odds(library: Give, odds: dict[str, float]) -> None:
    assert not of(reading(library(**odds)), "safety")


def test_of_a_line_longer_than_it_learnt_from_it_must_be_sure(library: Give) -> None:
    long = "Exosomes " + "and so on " * LONG
    assert not of(reading(library(safety=3.9, any=2.0), long), "safety")
    assert of(reading(library(safety=4.1, any=2.0), long), "safety")


def test_adds_nothing_that_a_firm_rule_rules_out(library: Give) -> None:
    lib = library(superiority=9.0, any=9.0)
    assert of(reading(lib, "Exosomes and PRP hold growth factors."), "superiority")
    assert not of(reading(lib, "Exosomes, unlike PRP, are not taken from your own blood."), "superiority")


def test_what_the_net_thinks_unlikely_by_itself_is_not_added(library: Give) -> None:
    assert of(reading(library(none=1.0, safety=3.0, any=4.0)), "safety")
    assert not of(reading(library(none=1.6, safety=3.0, any=4.0)), "safety")
    assert not reading(library(none=2.1, safety=9.0, any=4.0), "Ask us about exosomes.").claims


CLOSED = ("Exosomes in Lyon", "We mix them.", "What causes acne?", "Grease does.", "Home > Shop > Acne", "PRP is old.")


@pytest.mark.parametrize(
    ("odds", "blocks"),
    [
        ({"safety": 4.1, "any": 5.1}, [0, 1, 2, 3, 4]),
        ({"safety": 3.9, "any": 5.1}, [0, 1]),
        ({"safety": 4.1, "any": 4.9}, [0, 1]),
    ],
)
def test_adds_below_another_heading_and_in_furniture_only_what_it_is_sure_of(
    library: Give, odds: dict[str, float], blocks: list[int]
) -> None:
    found = reading(library(**odds), *CLOSED)
    assert [claim.block for claim in of(found, "safety")] == blocks


@pytest.mark.parametrize(
    "lines",
    [
        ("INCI: Aqua, Glycerin, Panthenol, Tocopherol", "Kim et al. 2021;12(3):44", "Exosomes"),
        ("Stem cell therapy", "It has come far.", "Much is said of it.", *["So it goes."] * 22, "Exosomes"),
    ],
)
def test_is_never_sure_of_ingredients_works_cited_and_a_wider_field(library: Give, lines: tuple[str, ...]) -> None:
    found = reading(library(safety=9.0, any=9.0), *lines)
    assert [claim.block for claim in of(found, "safety")] == [len(lines) - 1]


def test_a_rule_says_the_words_of_what_it_is_sure_of_in_a_closed_line(library: Give) -> None:
    lines = ("Exosomes in Lyon", "What causes acne?", "Our serum may stimulate collagen production.")
    unsure, sure = (reading(library(collagen_elastin=odds, any=5.1), *lines).claims for odds in (3.9, 4.1))
    assert [claim.block for claim in unsure] == [0]
    (claim,) = [claim for claim in sure if claim.block == len(lines) - 1]
    assert (claim.why.rule, claim.span.text, claim.status) == (
        "en.collagen.more-matrix",
        "collagen production",
        Status.HEDGED,
    )


def test_a_rule_stands_before_it(library: Give) -> None:
    (claim,) = of(reading(library(collagen_elastin=9.0, any=2.0), LINES[1]), "collagen_elastin")
    assert not claim.likeness


@pytest.mark.parametrize("odds", [{"collagen_elastin": -2.1}, {"any": -3.1}])
def test_holds_back_what_looks_like_none_and_keeps_a_trace(library: Give, odds: dict[str, float]) -> None:
    found = reading(library(**odds))
    assert not of(found, "collagen_elastin")
    (held,) = [claim for claim in found.held if claim.type == "collagen_elastin"]
    assert held.why.rule.startswith("en.")
    assert not held.likeness
    assert held.quote == LINES[1]


def test_what_stands_is_the_same_without_traces_of_what_is_held_back(library: Give) -> None:
    page = Document("p", "", SiteKind.CLINIC, lang="en", blocks=tuple(map(Block, LINES)))
    for odds in ({"collagen_elastin": -2.1, "safety": 3.0, "any": 2.0}, {"any": -3.1}, {"any": -7.1}):
        traced, plain = (read(page, library(**odds), traces=traces) for traces in (True, False))
        assert traced.held
        assert plain == replace(traced, held=())


def test_rules_are_asked_of_no_line_that_the_net_gives_up(library: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(number: int, *rest: Any, **ways: Any) -> list[Found]:
        asked.append(number)
        return found_in(number, *rest, **ways)

    monkeypatch.setattr("claims.reading.found_in", counted)
    page = Document("p", "", SiteKind.CLINIC, lang="en", blocks=tuple(map(Block, LINES)))
    read(page, library(any=2 * HOPELESS - 0.1), traces=False)
    assert not asked
    read(page, library(any=2 * HOPELESS + 0.1), traces=False)
    assert asked == [0, 1, 2]


@pytest.mark.parametrize(("put", "cue"), [(Status.HEDGED, "likeness"), (Status.ASSERTED, "")])
def test_its_claims_are_put_as_they_look(library: Give, put: Status, cue: str) -> None:
    (claim,) = of(reading(library(put, safety=3.0, any=2.0), LINES[1]), "safety")
    assert (claim.status, claim.why.cue) == (put, cue)
    assert bool(claim.why.cue_words) == bool(cue)


def test_what_it_holds_back_is_put_by_cues_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steady_put(tmp_path, Status.HEDGED, sure=3.0)
    sure = load_put(tmp_path / PUT)

    def put(odds: float) -> Reading:
        folder = tmp_path / str(odds)
        folder.mkdir()
        helper = replace(steady(folder, {"collagen_elastin": odds}), put=sure)
        monkeypatch.setattr(beside, "helper_in", lambda _: helper)
        return reading(load_library(likeness=True), LINES[1])

    (kept,), (held,) = of(put(0.0), "collagen_elastin"), put(-2.1).held
    assert (kept.status, kept.why.cue) == (Status.HEDGED, LIKENESS)
    assert (held.status, held.why.cue) == (Status.ASSERTED, "")


def test_asks_only_lines_that_may_speak_of_exosomes(library: Give) -> None:
    lib = library(safety=3.0, any=2.0)
    assert reading(lib, "A cream for every day.").claims == ()
    lesson = reading(library(anti_ageing=3.0, any=2.0), "Exosomes are vesicles that play a role in ageing.")
    assert not of(lesson, "anti_ageing")


def test_the_record_of_a_reading_names_its_weights(library: Give) -> None:
    names = [reading(library(any=odds)).packs[1:] for odds in (2.0, 2.5)]
    for net, linear, put in names:
        assert net.startswith("en.net 1 ")
        assert linear.startswith("en.likeness 3 ")
        assert ".put 1 " in put
    assert not set(names[0][:2]) & set(names[1])


@pytest.mark.parametrize("missing", [FILE, NET, PUT])
def test_a_helper_needs_all_parts(missing: str, tmp_path: Path) -> None:
    assert helper_in(tmp_path / "none") is None
    for part in {FILE, NET, PUT} - {missing}:
        (tmp_path / part).write_bytes((FOLDER / "en" / part).read_bytes())
    with pytest.raises(DataFileError, match=f"{missing}: is not there, but .* is, .*make learn"):
        helper_in(tmp_path)


def test_left_out_it_is_exactly_the_rules_reading() -> None:
    with_it, without_it = load_library(likeness=True), load_library()
    found = reading(without_it)
    assert len(found.packs) == 1
    assert not found.held
    assert not [claim for claim in found.claims if claim.likeness]
    assert [pack.lang for pack in with_it.packs] == [pack.lang for pack in without_it.packs]
    assert len(reading(with_it).packs) == 4


def test_without_it_no_library_is_loaded() -> None:
    page = f"Document('p', '', SiteKind.CLINIC, lang='en', blocks=(Block({LINES[1]!r}),))"
    code = (
        "import sys; from claims.model import Block, Document, SiteKind; from claims.reading import read; "
        f"from claims.rules.packs import load_library; page = {page}; print(len(read(page, load_library()).claims)); "
        "print('numpy' in sys.modules); read(page, load_library(likeness=True)); print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False", "True"]


def test_other_languages_are_read_by_rules_alone() -> None:
    lib = load_library(likeness=True)
    helped = [pack.lang for pack in lib.packs if helper_for(pack, lib)]
    assert helped == ["en"]


def test_it_stays_when_rules_are_switched_off() -> None:
    assert without(load_library(likeness=True), ()).likeness
    assert not without(load_library(), ()).likeness

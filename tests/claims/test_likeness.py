"""The learned helper: its weights fit the gold, say what was learnt, and read as they were made."""

import importlib.util
import sys
from math import sqrt
from pathlib import Path
from types import ModuleType

import pytest

from claims.errors import DataFileError
from claims.likeness.beside import FILE
from claims.likeness.features import plain, plain_tokens, tokens
from claims.likeness.helper import MOST, WORDS, Likeness, heaviest_run
from claims.likeness.weights import Weights, load_weights, to_bytes
from claims.model import SiteKind
from claims.rules.packs import FOLDER
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit
from claims.taxonomy import load_taxonomy

ROOT = Path(__file__).resolve().parents[2]
PATH = FOLDER / "en" / FILE
CLAIM = "Our exosomes are clinically proven to regrow hair within 12 weeks."
NONE = "Exosomes are small vesicles that cells release."


@pytest.fixture(scope="module")
def learn() -> ModuleType:
    """The script that makes the weights, as a module."""
    spec = importlib.util.spec_from_file_location("learn_claims", ROOT / "scripts" / "learn_claims.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["learn_claims"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def weights() -> Weights:
    return load_weights(PATH)


@pytest.fixture(scope="module")
def helper() -> Likeness:
    return Likeness(load_weights(PATH))


def some(learn: ModuleType) -> list[GoldUnit]:
    """A few labelled pages."""
    entries = [entry for name in ("dev.jsonl", "learn-1.jsonl") for entry in gold_of(learn.GOLD / name)[:250]]
    return [entry for entry in entries if entry.unit.lang == "en"]


def test_the_weights_were_made_from_the_gold_as_it_is(learn: ModuleType, weights: Weights) -> None:
    made_from = learn.digests_of(learn.learnt_from())
    assert dict(weights.head.gold) == made_from, "the gold has changed: run `make learn`"


def test_pages_that_are_only_scored_are_never_learnt_from(weights: Weights) -> None:
    assert weights.head.gold
    assert not [name for name in weights.head.gold if name.startswith(("fresh", "left"))]


def test_has_a_column_for_every_type(helper: Likeness) -> None:
    assert set(helper.types) == {type_.name for type_ in load_taxonomy().claim_types}


def test_the_same_labels_make_the_same_bytes_and_the_odds_that_were_learnt(learn: ModuleType, tmp_path: Path) -> None:
    gold = some(learn)
    data = learn.made(gold, [])
    assert data == learn.made(gold, [])
    (tmp_path / FILE).write_bytes(data)
    helper = Likeness(load_weights(tmp_path / FILE))
    marks = learn.Marks(gold)
    rarity, _ = marks.rarity()
    rows = marks.rows(rarity)
    fits = [fit for fit in learn.fits_of(gold, rows) if fit.name in helper.types]
    texts = learn.folded(gold)
    for number in range(0, len(gold), 7):
        page = gold[number].unit.page
        above = [texts[at] for at in range(max(0, number - 2), number) if gold[at].unit.page == page]
        odds = helper.odds(texts[number], above, gold[number].unit.kind)
        for fit in fits:
            learnt = float(rows[number].dot(fit.weights)[0]) + fit.bias
            assert odds[helper.types[fit.name]] == pytest.approx(learnt, abs=0.12)


def test_tells_a_claim_from_a_lesson(helper: Likeness) -> None:
    claim, lesson = (helper.odds(text, [], SiteKind.CLINIC) for text in (CLAIM, NONE))
    assert claim[helper.any] > 0 > lesson[helper.any]
    assert max(helper.types, key=lambda type_: claim[helper.types[type_]]) in {"hair_growth", "clinical_evidence"}


def test_the_lines_above_and_who_speaks_count(helper: Likeness) -> None:
    alone = helper.odds(CLAIM, [], SiteKind.CLINIC)
    assert helper.odds(CLAIM, ["Does it work for hair loss?"], SiteKind.CLINIC) != alone
    assert helper.odds(CLAIM, [], SiteKind.PRESS) != alone


def test_shows_the_words_that_weigh_most(helper: Likeness) -> None:
    start, end = helper.telling(CLAIM, helper.types["hair_growth"])
    assert "hair" in CLAIM[start:end]
    start, end = helper.telling(CLAIM, helper.types["clinical_evidence"])
    assert "clinically proven" in CLAIM[start:end]
    assert helper.telling("…", helper.any) == (0, 1)


def test_shows_no_more_than_a_phrase_of_one_clause(helper: Likeness) -> None:
    text = "Ask for more; " + CLAIM + "; " + "and thicker hair " * 9
    start, end = helper.phrase(text, helper.types["hair_growth"])
    assert "hair" in text[start:end]
    assert ";" not in text[start:end]
    assert len(text[start:end].split()) <= MOST


def test_a_run_ends_with_its_clause_and_at_its_most() -> None:
    gains = [3.0, 2.0, 3.0, 3.0]
    assert heaviest_run(gains) == (0, 3)
    assert heaviest_run(gains, [False, True, False]) == (2, 3)
    assert heaviest_run(gains, most=2) == (2, 3)


@pytest.mark.parametrize("text", ["", "…", "a" * 600, "x " * 300, "\u0130stanbul \ud83d\ude00 50%?", "\ud800"])
def test_takes_any_line(helper: Likeness, text: str) -> None:
    odds = helper.odds(text, [text, text], SiteKind.RETAILER)
    assert all(abs(one) < max(100, 7 * sqrt(len(text.split()))) for one in odds), "a sum has run over"
    start, end = helper.telling(text, helper.any)
    assert 0 <= start <= end <= len(text)


def test_more_words_than_are_remembered_are_weighed_alike(helper: Likeness, weights: Weights) -> None:
    column = helper.types["hair_growth"]
    first = helper.odds(CLAIM, [], SiteKind.CLINIC), helper.telling(CLAIM, column)
    for one in range(0, WORDS, 90):
        helper.odds(" ".join("x" * (at % 97) + "y" * (at // 97) for at in range(one, one + 90)), [], SiteKind.CLINIC)
    assert (helper.odds(CLAIM, [], SiteKind.CLINIC), helper.telling(CLAIM, column)) == first
    anew = Likeness(weights)
    assert (anew.odds(CLAIM, [], SiteKind.CLINIC), anew.telling(CLAIM, column)) == first


def test_words_are_alike_whatever_their_case_and_digits() -> None:
    assert [plain(token) for token in tokens("Up to 92% FASTER?")] == ["up", "to", "00", "%", "faster", "?"]


ASCII = "".join(map(chr, range(128)))


@pytest.mark.parametrize("text", ["Up to 92% FASTER? It's x_1 (2)", ASCII, "Größe 9٣ \u0130 ΑΣ?", ""])
def test_a_text_in_ascii_is_cut_the_quick_way_into_the_same_words(text: str) -> None:
    assert plain_tokens(text) == [plain(token) for token in tokens(text)]


def test_weights_that_are_none_are_refused(tmp_path: Path, weights: Weights) -> None:
    path = tmp_path / FILE
    whole = to_bytes(weights.head, weights.rows)
    assert whole == PATH.read_bytes()
    for data, said in (
        (b"no", "does not begin with 'exowatch likeness 1'"),
        (whole[:-9], "broken"),
        (whole[:40], "broken"),
    ):
        path.write_bytes(data)
        with pytest.raises(DataFileError, match=said):
            load_weights(path)
    path.write_bytes(to_bytes(weights.head, weights.rows[:-1]))
    with pytest.raises(DataFileError, match="bytes of rows"):
        load_weights(path)
    with pytest.raises(DataFileError, match="cannot be read"):
        load_weights(tmp_path / "none")

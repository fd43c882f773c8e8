"""The net: reads as it was learnt, whole pages at once, and refuses a file that is none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claims.context.gates import page_of
from claims.errors import DataFileError
from claims.likeness.beside import NET
from claims.likeness.net import AT_ONCE, LINES, WORDS, Net
from claims.likeness.netfile import NetFile, load_net, to_bytes
from claims.likeness.scene import AROUND, MARKS, Scene, scene_of, words_of
from claims.likeness.weights import digests_of
from claims.model import Block, Document, Form, SiteKind, Status
from claims.rules.engine import Engine, engine_of
from claims.rules.packs import FOLDER
from claims.scoring.predictions import gold_of
from claims.scoring.score import GoldUnit
from claims.taxonomy import load_taxonomy
from claims.text.sentences import sentences_of
from scripts import learn_claims, learn_net, net_learning

PATH = FOLDER / "en" / NET
CLAIM = "Our exosomes are clinically proven to regrow hair within 12 weeks."
LESSON = "Exosomes are small vesicles that cells release."
ASKED = "Can exosomes regrow hair?"
ODD_LINES = ["", "…", "a" * 600, "x " * 300, "İstanbul 😀 50%?", "\ud800"]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_of(learn_claims.english_pack())


@pytest.fixture(scope="module")
def kept() -> NetFile:
    return load_net(PATH)


@pytest.fixture
def net(kept: NetFile) -> Net:
    return Net(kept)


@pytest.fixture(scope="module")
def some() -> list[GoldUnit]:
    """A few labelled pages."""
    return list(gold_of(learn_claims.GOLD / "learn-1.jsonl")[:120])


def scene(engine: Engine, *lines: str, kind: SiteKind = SiteKind.CLINIC) -> Scene:
    document = Document("p", "", kind, lang="en", blocks=tuple(map(Block, lines)))
    sentences = sentences_of(document, "en")
    return scene_of(sentences, page_of(sentences, document, engine), kind)


def test_it_was_made_from_the_gold_as_it_is(kept: NetFile) -> None:
    made_from = digests_of(learn_claims.learnt_from())
    assert dict(kept.head.gold) == made_from, "the gold has changed: run `make learn`"


def test_pages_that_are_only_scored_are_never_learnt_from(kept: NetFile) -> None:
    assert kept.head.gold
    assert not [name for name in kept.head.gold if name.startswith(("fresh", "left"))]


def test_tells_of_every_type(net: Net) -> None:
    assert set(net.types) == {type_.name for type_ in load_taxonomy().claim_types}


def test_is_small(kept: NetFile) -> None:
    assert PATH.stat().st_size < 3_000_000
    assert len(kept.words) > 20_000


class Whole:
    """Chance that leaves nothing out."""

    def random(self, shape: tuple[int, ...], dtype: Any = np.float32) -> Any:
        return np.ones(shape, dtype)


def test_the_same_labels_make_the_same_bytes_and_the_odds_that_were_learnt(
    some: Sequence[GoldUnit], engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = learn_net.made(some, [], epochs=2)
    assert data == learn_net.made(some, [], epochs=2)
    (tmp_path / NET).write_bytes(data)
    read = Net(load_net(tmp_path / NET))
    words, vectors = learn_net.words_and_vectors()
    lessons = learn_net.lessons_of(some, words, list(read.types), engine)
    layers = net_learning.learnt(lessons, vectors, len(read.types) + 1, len(Status), epochs=2)
    for name in ("WORDS", "LINES", "NEAR", "HIDDEN"):
        monkeypatch.setattr(net_learning, f"DROPPED_{name}", 0.0)
    learnt = net_learning.Pass(layers, net_learning.batch_of(lessons), Whole())
    texts = [entry.unit.text for entry in some if entry.unit.page == some[0].unit.page]
    odds = read.odds(scene(engine, *texts, kind=some[0].unit.kind))
    assert odds == pytest.approx(learnt.odds[: len(odds)], abs=0.05)


def test_learning_lowers_what_is_wrong(some: Sequence[GoldUnit], engine: Engine) -> None:
    words, vectors = learn_net.words_and_vectors()
    types = sorted(type_.name for type_ in load_taxonomy().claim_types)
    lessons = learn_net.lessons_of(some, words, types, engine)

    def wrong(epochs: int) -> float:
        layers = net_learning.learnt(lessons, vectors, len(types) + 1, len(Status), epochs)
        seen = net_learning.Pass(layers, net_learning.batch_of(lessons), np.random.default_rng(1))
        return float(np.logaddexp(0, np.where(seen.batch.types > 0, -seen.odds, seen.odds)).mean())

    assert wrong(12) < 0.7 * wrong(1)


def test_tells_a_claim_from_a_lesson(net: Net, engine: Engine) -> None:
    claim, lesson = net.odds(scene(engine, CLAIM, LESSON))
    assert claim[net.any] > 0 > lesson[net.any]
    assert claim[net.types["hair_growth"]] > lesson[net.types["hair_growth"]]


def test_the_lines_around_and_who_speaks_count(net: Net, engine: Engine) -> None:
    alone = net.odds(scene(engine, CLAIM))[0]
    assert (net.odds(scene(engine, CLAIM, "Nobody has shown this."))[0] != alone).any()
    assert (net.odds(scene(engine, CLAIM, kind=SiteKind.PRESS))[0] != alone).any()


def test_what_it_remembers_changes_nothing(net: Net, kept: NetFile, engine: Engine) -> None:
    page = scene(engine, CLAIM, LESSON, CLAIM, ASKED)
    first = net.odds(page)
    for at in range(0, LINES + 50, 50):
        net.odds(scene(engine, *(f"Exosomes, line {number}." for number in range(at, at + 50))))
    assert (net.odds(page) == first).all()
    assert (Net(kept).odds(page) == first).all()


def test_a_line_says_the_same_alone_and_among_many(net: Net, kept: NetFile) -> None:
    lines = [f"{CLAIM} {'cell ' * (at % 7)}{'x' * at}" for at in range(2 * AT_ONCE + 3)]
    among = net.lines(lines)
    for at in range(0, len(lines), 9):
        assert Net(kept).lines([lines[at]])[0] == pytest.approx(among[at], abs=1e-5)


def test_more_words_than_are_remembered_are_read_alike(net: Net) -> None:
    first = net.lines([CLAIM])
    net.lines(
        [
            " ".join("x" * (at % 97) + "y" * (at // 97) for at in range(one, one + 90))
            for one in range(0, WORDS + 90, 90)
        ]
    )
    net.lines([f"line {'z' * at}" for at in range(LINES)])
    assert (net.lines([CLAIM]) == first).all()


@pytest.mark.parametrize("text", ODD_LINES)
def test_takes_any_line(net: Net, text: str) -> None:
    alone = np.zeros((2, MARKS), np.float32), np.full((2, AROUND), 2, np.int64)
    assert np.isfinite(net.odds(Scene((0, 1), (text, CLAIM), *alone))).all()


def test_furniture_is_no_part_of_the_scene(engine: Engine) -> None:
    blocks = (Block("Home", furniture=True), Block("Exosomes", form=Form.HEADING), Block(CLAIM))
    document = Document("p", "", SiteKind.CLINIC, lang="en", blocks=blocks)
    sentences = sentences_of(document, "en")
    seen = scene_of(sentences, page_of(sentences, document, engine), SiteKind.CLINIC)
    assert seen.numbers == (1, 2)
    assert seen.around.tolist() == [[2, 2, 1, 2], [0, 2, 2, 0]]


def test_words_are_alike_whatever_their_case_and_digits() -> None:
    assert words_of("Up to 92% “FASTER”…") == ["up", "to", "00", "%", "“", "faster", "”", "…"]
    assert words_of("") == ["."]


def test_a_net_that_is_none_is_refused(tmp_path: Path, kept: NetFile) -> None:
    path = tmp_path / NET
    whole = to_bytes(kept.head, kept.words, kept.vectors, kept.layers)
    assert whole == PATH.read_bytes()
    for data, said in ((b"no", "does not begin with 'exowatch net 1'"), (whole[:-9], "broken"), (whole[:40], "broken")):
        path.write_bytes(data)
        with pytest.raises(DataFileError, match=said):
            load_net(path)
    path.write_bytes(to_bytes(kept.head, kept.words, kept.vectors[:-1], kept.layers))
    with pytest.raises(DataFileError, match=r"bytes and \d+ words, not"):
        load_net(path)
    with pytest.raises(DataFileError, match="cannot be read"):
        load_net(tmp_path / "none")

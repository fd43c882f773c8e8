"""Makes the net of the learned helper from the labelled pages, or measures both parts of the helper on pages held out.

python -m scripts.learn_net              makes claims/packs/en/net.bin
                                         (on one machine the same gold makes the same bytes)
python -m scripts.learn_net --measure    figures of the rules, and of rules and helper, on a fourth of the new pages
                                         that the helper has not seen and no rule was written on

Learns from the same pages as scripts/learn_claims.py, whose linear model weighs every line with the net. Words begin
with the vectors of scripts/words.npz (scripts/word_vectors.py). Needs scikit-learn (the extra `dev`).
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import numpy as np

from claims.context.gates import page_of
from claims.likeness.beside import FILE, NET, PUT
from claims.likeness.netfile import Bounds, Head, to_bytes
from claims.likeness.scene import scene_of, words_of
from claims.likeness.weights import digests_of
from claims.model import Status
from claims.rules.engine import Engine, engine_of
from claims.rules.packs import FOLDER, Library
from claims.scoring.ledger import account_of
from claims.scoring.score import GoldUnit, score
from claims.scoring.units import document_of
from claims.text.sentences import Sentence, sentences_of
from scripts import learn_claims, learn_put
from scripts.learn_claims import english_pack, often
from scripts.net_learning import EPOCHS, Layers, Lesson, learnt

LANG, VERSION = "en", 1
VECTORS = Path(__file__).with_name("words.npz")
BOUNDS = Bounds(  # chosen by --measure; both vetoes on true pages that were studied (docs/decisions/0003)
    mix=0.7, none=-3.0, add=-0.3, add_any=-1.2, veto=-2.75, veto_any=-1.75, sure=1.0, sure_any=3.0
)
STATUSES = tuple(Status)
HELD_OUT = 4  # parts of the pages, one of which is held out
NEW = "learn-"  # pages that no rule was written on
BYTE = 127
UNSAID, UNKNOWN = 0, 1  # rows of no word, and of a word without a vector


def words_and_vectors() -> tuple[tuple[str, ...], Any]:
    """The words with the vectors they begin with; the two rows before are for no word and one not known."""
    with np.load(VECTORS) as kept:
        words, vectors = tuple(kept["words"].tolist()), kept["vectors"].astype(np.float32) * kept["steps"]
    return words, np.concatenate([np.zeros((2, vectors.shape[1]), np.float32), vectors])


def lessons_of(gold: Sequence[GoldUnit], words: Sequence[str], types: Sequence[str], engine: Engine) -> list[Lesson]:
    """What there is to learn of each page."""
    rows = {word: row for row, word in enumerate(words, UNKNOWN + 1)}
    pages: dict[str, list[GoldUnit]] = {}
    for entry in gold:
        pages.setdefault(entry.unit.page, []).append(entry)
    return [_lesson(page, rows, types, engine) for page in pages.values()]


def _lesson(page: Sequence[GoldUnit], rows: dict[str, int], types: Sequence[str], engine: Engine) -> Lesson:
    document = document_of([entry.unit for entry in page])
    sentences = sentences_of(document, LANG)
    scene = scene_of(sentences, page_of(sentences, document, engine), document.kind)
    claimed = np.zeros((len(sentences), len(types) + 1), np.float32)
    put = np.full((len(sentences), len(types)), -1, np.int64)
    for block, entry in enumerate(page):
        for claim in entry.tags.claims:
            line = _line_of(claim.span, entry.unit.text, block, sentences)
            claimed[line, [types.index(claim.type), -1]] = 1
            put[line, types.index(claim.type)] = STATUSES.index(claim.status)
    read = [[rows.get(word, UNKNOWN) for word in words_of(text)] for text in scene.texts]
    return Lesson(read, scene.marks, scene.around, claimed, put)


def _line_of(span: str, text: str, block: int, sentences: Sequence[Sentence]) -> int:
    """The sentence of a block in which the words of a claim stand, the first where they stand in none."""
    at = text.find(span)
    lines = [number for number, sentence in enumerate(sentences) if sentence.block == block]
    holding = (number for number in lines if 0 <= at - sentences[number].start < len(sentences[number].text))
    return next(holding, lines[0])


def made(gold: Sequence[GoldUnit], paths: Sequence[Path], epochs: int = EPOCHS) -> bytes:
    """The file of the net that these units give."""
    pack = english_pack()
    types = sorted({rule.type for rule in pack.rules})
    words, vectors = words_and_vectors()
    lessons = lessons_of(often(gold), words, types, engine_of(pack))
    layers = learnt(lessons, vectors, len(types) + 1, len(STATUSES), epochs)
    return as_bytes(layers, words, types, digests_of(paths))


def as_bytes(layers: Layers, words: Sequence[str], types: Sequence[str], gold: dict[str, str]) -> bytes:
    """What was learnt, as a file, without the layers for statuses: they only help to learn the others."""
    vectors = layers.pop("vectors")
    layers = {name: layer for name, layer in layers.items() if not name.startswith("put")}
    steps = np.abs(vectors).max(axis=0) / BYTE
    shapes = {name: tuple(layer.shape) for name, layer in layers.items()}
    letters = len("\n".join(words).encode("utf-8"))
    told = tuple(round(float(step), 9) for step in steps)
    head = Head(LANG, VERSION, tuple(types), BOUNDS, len(words), letters, told, shapes, gold)
    return to_bytes(head, words, np.rint(vectors / steps), layers)


def measured(gold: Sequence[GoldUnit], fold: int) -> None:
    """Prints how rules, and rules and helper, read the new pages of one fourth, with a helper that has not seen it."""
    with TemporaryDirectory() as folder:
        pack = english_pack()
        parts = [crc32(entry.unit.page.encode()) % HELD_OUT for entry in gold]
        new = [entry.unit.page.startswith(NEW) for entry in gold]
        held = [entry for entry, part, one in zip(gold, parts, new, strict=True) if one and part == fold]
        seen = [entry for entry, part, one in zip(gold, parts, new, strict=True) if not one or part != fold]
        copytree(pack.folder, folder, dirs_exist_ok=True)
        Path(folder, FILE).write_bytes(learn_claims.made(seen, []))
        Path(folder, NET).write_bytes(made(seen, []))
        beside = replace(pack, folder=Path(folder))
        learn_put.made(list(learn_put.labelled(seen, beside)), Path(folder, PUT), "")
        for name, one, likeness in (("rules", pack, False), ("both", beside, True)):
            scores = score(held, account_of(held, Library((one,), likeness=likeness)).tags)
            print(name, *(f"{figure.name} {figure.value:.3f} {figure.detail}" for figure in scores.figures), sep="\n  ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="measure on pages held out, and write nothing")
    parser.add_argument("--to", type=Path, default=FOLDER / LANG / NET, help="where the net goes")
    options = parser.parse_args()
    paths = learn_claims.learnt_from()
    gold = learn_claims.english(paths)
    if options.measure:
        measured(gold, 0)
        return
    data = made(gold, paths)
    options.to.write_bytes(data)
    print(f"{options.to}: {len(data)} bytes")


if __name__ == "__main__":
    main()

"""The helper for sources: adds what no frame ties, says that it only looks so, and leaves alone what is none."""

import importlib.util
import sys
from dataclasses import replace
from functools import cache
from math import log
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from claims.law.flags import flags_of
from claims.law.markets import load_regulation
from claims.likeness.table import load_table
from claims.likeness.trees import Head, Trees, load_trees
from claims.model import Block, Disclosure, Document, Form, Level, Reading, Role, SiteKind
from claims.reading import read
from claims.rules.packs import FOLDER, Library, load_library
from claims.sources.candidates import candidates_of, searched
from claims.sources.likeness import FILE, TREES, Weighed, likeness_of
from claims.sources.sources import about_exosomes, find_sources
from claims.sources.surroundings import MARKS
from claims.sources.ties import source_reader
from claims.text.sentences import sentences_of

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "learn_sources.py"
UNTIED = "Bone marrow MSCs of a single 22-year-old donor."
ABOVE = ("Our exosomes", "Which cells?")


@cache
def helped() -> Library:
    return load_library(likeness=True)


@pytest.fixture(scope="module")
def learn() -> ModuleType:
    """The script that makes the table, as a module."""
    spec = importlib.util.spec_from_file_location("learn_sources", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["learn_sources"] = module
    spec.loader.exec_module(module)
    return module


def page(*lines: str, form: Form = Form.PARAGRAPH) -> Document:
    return Document("p", "", SiteKind.BRAND, lang="en", blocks=tuple(Block(line, form=form) for line in lines))


def tags(reading: Reading) -> set[str]:
    return {f"{source.class_}/{source.detail}:{source.role}" for source in reading.sources}


def test_the_table_was_made_from_the_gold_as_it_is(learn: ModuleType) -> None:
    for head in (load_table(FOLDER / "en" / FILE).head, load_trees(FOLDER / "en" / TREES, MARKS).head):
        assert head.learnt_from == learn.digest_of(learn.learnt_from()), "run scripts/learn_sources.py"
    assert not [path for path in learn.learnt_from() if path.stem.startswith(("fresh", "left"))]


def test_the_same_labels_make_the_same_table_which_says_what_was_learnt(learn: ModuleType, tmp_path: Path) -> None:
    features = [(f"w={word}", "kind=brand") for word in ("cord", "rose", "fat", "cord", "scent", "tea")] * 8
    labels = np.array([[number % 2 == column for column in range(5)] for number in range(len(features))])
    labels[:, 2:] = np.arange(len(features))[:, None] % 3 == np.arange(3)
    learnt = learn.fitted(features, labels)
    for name in ("one", "two"):
        learn.save(tmp_path / name, learnt, "digest")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    weights, biases, rarity = learnt
    rows = learn.hashed([features[0]])
    wanted = (rows @ weights)[0] / np.sqrt(rows @ rarity)[0] + biases
    assert load_table(tmp_path / "one").scores(features[0]) == pytest.approx(wanted, abs=0.05)


def test_the_same_numbers_grow_the_same_trees_which_say_what_the_model_says(learn: ModuleType) -> None:
    rows = np.random.default_rng(0).normal(size=(600, len(MARKS)))
    labels = (rows[:, 0] > 0).astype(int) * 2 + (rows[:, 3] > 1)
    counts = np.ones(len(rows))
    one, two = (learn.grown(rows, labels, counts, ("en.role.ours",), "digest") for _ in range(2))
    assert one == two
    growth = {**learn.GROWTH, "num_class": len(learn.COLUMNS)}
    wanted = learn.lightgbm.train(growth, learn.lightgbm.Dataset(rows, labels), learn.ROUNDS).predict(rows[:50])
    assert [one.probabilities(row) for row in rows[:50].tolist()] == [pytest.approx(row, abs=1e-3) for row in wanted]
    assert learn.grown(rows, labels, np.where(labels == 0, 3.0, 1.0), ("en.role.ours",), "digest") != one


def asked_about(*lines: str) -> dict[str, set[str]]:
    """The materials that the helper is asked about, each with what it is told of it."""
    pack = load_library().pack("en")
    reader = source_reader(pack) if pack else None
    assert reader
    document = page(*lines)
    sentences = sentences_of(document, "en")
    found = tuple(about_exosomes(sentences, document, reader))
    candidates = candidates_of(searched(found, find_sources(sentences, document, reader, found)), document.kind)
    return {f"{one.mention.class_}/{one.mention.detail}": set(one.features) for one in candidates}


def test_every_material_is_told_with_the_words_of_the_first_line() -> None:
    features = asked_about("The lamb boutique", "Exosomes", UNTIED)["human/bone_marrow"]
    assert {"t=lamb", "t=boutique", "w=donor"} <= features
    assert "t=marrow" not in features


def test_is_not_asked_about_a_guest_that_no_frame_ties() -> None:
    assert not asked_about("Exosomes", "A balm with jojoba and clove.")
    assert "plant/other" in asked_about("Exosomes", "Our exosomes are derived from jojoba.")


def test_adds_what_no_frame_ties_and_says_why() -> None:
    assert not tags(read(page(*ABOVE, UNTIED), load_library()))
    reading = read(page(*ABOVE, UNTIED), helped())
    assert tags(reading) == {"human/bone_marrow:stated"}
    source = reading.sources[0]
    assert source.likeness
    assert source.why.rule == "en.likeness.source"
    assert source.why.cue == "likeness.stated"
    assert source.why.cue_words
    assert reading.stated[0].disclosure is Disclosure.STATED
    assert "as it looks: no rule reads it so" in reading.stated[0].reason


def test_leaves_what_rules_found_where_it_looks_no_different() -> None:
    text = "Our exosomes are derived from rose callus."
    assert read(page("Exosomes", text), helped()).sources == read(page("Exosomes", text), load_library()).sources


def weighed(*lines: str, trees: Trees) -> Weighed:
    """What a model with other trees makes of a page."""
    pack = load_library().pack("en")
    assert pack
    reader, model = source_reader(pack), likeness_of(pack)
    assert reader
    assert model
    document = page(*lines)
    sentences = sentences_of(document, "en")
    found = tuple(about_exosomes(sentences, document, reader))
    return replace(model, trees=trees).beside(found, find_sources(sentences, document, reader, found), document)


def always(column: str, *judged: str, sure: float = 9.0) -> Trees:
    """Trees that say the same of everything, as surely as their odds, and may judge what these rules find."""
    columns = tuple(((((sure * (name == column),),),)) for name in ("stated", "compared", "general", "denied", "none"))
    return Trees(Head(1, "", MARKS, ("stated", "compared", "general", "denied", "none"), judged), columns)


OURS = ("Exosomes", "Our exosomes are derived from rose callus.")


def test_reads_what_a_rule_finds_otherwise_and_keeps_what_the_rule_says() -> None:
    found = weighed(*OURS, trees=always("general", "en.role.ours"))
    assert [(source.role, source.why.rule) for source in found.sources] == [(Role.GENERAL, "en.likeness.source")]
    assert [(source.role, source.why.cue) for source in found.held] == [(Role.STATED, "en.role.ours")]


@pytest.mark.parametrize(
    ("line", "share", "kept"),
    [
        ("Our salmon exosomes feel light.", 0.75, True),
        ("Our salmon-derived exosomes feel light.", 0.75, True),
        ("Our salmon exosomes feel light.", 0.85, False),
        ("Our exosomes from salmon feel light.", 0.75, False),
    ],
)
def test_a_material_right_before_exosomes_is_held_back_only_where_it_is_surer(
    line: str, share: float, kept: bool
) -> None:
    none = always("none", "en.role.ours", sure=log(4 * share / (1 - share)))
    assert bool(weighed("Exosomes", line, trees=none).sources) is kept


def test_holds_back_what_looks_like_no_source() -> None:
    found = weighed(*OURS, trees=always("none", "en.role.ours"))
    assert not found.sources
    assert [source.why.cue for source in found.held] == ["en.role.ours"]


def test_does_not_judge_a_rule_that_the_labels_hardly_hold() -> None:
    found = weighed(*OURS, trees=always("none", "en.role.only-one"))
    assert [source.why.cue for source in found.sources] == ["en.role.ours"]
    assert not found.held


UNSURE = 1.3  # of five columns this one has a share of .48


def test_trees_that_are_not_sure_leave_what_words_of_a_rule_say_and_move_what_is_said_for_want_of_any() -> None:
    found = weighed(*OURS, trees=always("general", "en.role.ours", sure=UNSURE))
    assert [(source.role, source.why.cue) for source in found.sources] == [(Role.STATED, "en.role.ours")]
    for_want = (
        "Exosome serum",
        "The biomolecules in exosomes harvested from mesenchymal stem cells tell skin what to do.",
    )
    before = weighed(*for_want, trees=always("general", ""))
    assert [(source.role, source.why.cue) for source in before.sources] == [(Role.GENERAL, "")]
    found = weighed(*for_want, trees=always("stated", "", sure=UNSURE))
    assert [(source.role, source.why.cue) for source in found.sources] == [(Role.STATED, "likeness.stated")]


def test_trees_add_nothing_that_the_table_holds_to_be_none() -> None:
    lines = ("Exosome cream", "Spread like butter, with shea and rice bran oil.", "Not tested on animals.")
    assert not weighed(*lines, trees=always("general")).sources
    assert weighed(*ABOVE, UNTIED, trees=always("general")).sources


def test_a_list_of_references_names_no_source_of_ones_own() -> None:
    cited = "4 Hu, L., et al., Exosomes derived from human adipose stem cells accelerate healing. Sci Rep, 2016. 6: 1."
    assert "human/adipose:stated" not in tags(read(page("Exosome serum", "References", cited), helped()))


@pytest.mark.parametrize(
    "text",
    [
        "With centella asiatica extract, niacinamide and exosomes.",
        "Our exosome cream smells of rose and lavender.",
        "Exosomes differ from stem cells in size.",
        "The cap is a rose gold colour.",
        "Use a grape-sized amount.",
    ],
)
def test_a_material_that_is_something_else_is_none(text: str) -> None:
    found = tags(read(page("Exosome cream", text), helped()))
    assert not any(tag.endswith(":stated") for tag in found), found


def test_a_list_of_ingredients_is_read_by_its_names_alone() -> None:
    listed = (
        "Ingredients: Aqua, Glycerin, Rosa Damascena Flower Water, Centella Asiatica Extract, Panthenol, Phenoxyethanol"
    )
    assert not tags(read(page("Exosome cream", listed), helped()))


def worst(*lines: str) -> Level:
    """The most pressing level of the flags on where exosomes come from."""
    document = page(*lines)
    flags = flags_of(document, read(document, helped()), ("EU", "US"), load_regulation())
    return min((flag.level for flag in flags if flag.source is not None), key=list(Level).index)


def test_what_rests_on_it_alone_is_never_critical() -> None:
    assert worst(*ABOVE, "Our exosomes are derived from bone marrow MSCs.") is Level.CRITICAL
    assert worst(*ABOVE, UNTIED) is Level.HIGH


def test_a_page_without_exosomes_has_none() -> None:
    assert not tags(read(page("Stem cell clinic", UNTIED), helped()))

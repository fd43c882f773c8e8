"""How claims look put: takes the place of what cues say where that leaves little doubt, and says so."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from claims.context.status import Context, Cued, Verdict
from claims.likeness.beside import PUT, rule_of
from claims.likeness.put import SURER, Look, Put, load_put, marks_of
from claims.likeness.table import load_table
from claims.model import Block, Document, SiteKind, Status
from claims.reading import read
from claims.rules.engine import engine_of
from claims.rules.found import Found
from claims.rules.packs import FOLDER, load_library
from claims.rules.shapes import Rule
from claims.text.sentences import Sentence, sentences_of
from scripts.learn_claims import english_pack, learnt_from
from scripts.learn_sources import digest_of
from tests.claims.steady import steady_put

LINE = "They say that our exosomes calm rosacea."
PLAIN, CUED = Verdict(Status.ASSERTED), Verdict(Status.ATTRIBUTED, "en.cue.says", "say that")


def page(*lines: str, kind: SiteKind = SiteKind.CLINIC) -> Document:
    return Document("p", "", kind, lang="en", blocks=tuple(map(Block, lines)))


def lines_of(*lines: str) -> Sequence[Sentence]:
    return sentences_of(page(*lines), "en")


def rule_(id_: str = "en.disease.treats") -> Rule:
    return Rule(id_, "Treats", any=("calm rosacea",), type="disease_treatment", version=1, why="It names one.")


def look(put: Put, said: Verdict, rule: Rule | None = None) -> Look | None:
    found = Found(rule or rule_(), LINE.index("calm"), len(LINE) - 1)
    return put.look(0, found, Cued(said, ()), lines_of(LINE), SiteKind.CLINIC)


@pytest.mark.parametrize(("sure", "of_plain", "of_cues"), [(0.0, False, False), (0.3, True, False), (3.0, True, True)])
def test_a_rules_own_status_gives_way_to_any_greater_share_and_a_cues_to_one_that_is_clearly_greater(
    sure: float, of_plain: bool, of_cues: bool, tmp_path: Path
) -> None:
    steady_put(tmp_path, Status.CAUTIONED, sure)
    put = load_put(tmp_path / PUT)
    assert (look(put, PLAIN) is not None, look(put, CUED) is not None) == (of_plain, of_cues)
    assert look(put, Verdict(Status.CAUTIONED)) is None
    assert SURER > 0


def test_what_no_rule_finds_is_put_as_it_looks(tmp_path: Path) -> None:
    steady_put(tmp_path, Status.CAUTIONED, 0.1)
    looks = look(load_put(tmp_path / PUT), PLAIN, rule_of("en", 1, "disease_treatment"))
    assert looks
    assert looks.status is Status.CAUTIONED
    assert looks.words in LINE


def test_its_name_tells_what_it_was_made_from(tmp_path: Path) -> None:
    names = set()
    for status in (Status.CAUTIONED, Status.HEDGED):
        steady_put(tmp_path, status)
        names.add(load_put(tmp_path / PUT).name)
    assert len(names) == 2


def test_marks_tell_what_cues_say_and_where_the_words_stand() -> None:
    sentences = lines_of("About exosomes", LINE)
    found = Found(rule_(), LINE.index("calm"), len(LINE) - 1)
    engine = engine_of(english_pack())
    cued = Context(sentences, SiteKind.PRESS, engine).cued(1, found.start, found.end, found.rule)
    marks = set(marks_of(1, found, cued, sentences, SiteKind.PRESS))
    assert {
        "t=disease_treatment",
        "g=effect",
        "k=press",
        "r=en.disease.treats",
        "v=attributed",
        "a=attributed",
    } <= marks
    assert {"l0=exosomes", "l1=our", "q0=.", "i=calm", "i2=calm rosacea", "2=they say", "first=they say"} <= marks
    assert {"a=attributed", "b=about", "quoted="} <= marks
    assert "b=rosacea" not in marks


@pytest.mark.parametrize(
    ("kind", "type_", "status", "line", "words"),
    [
        ("press", "hair_growth", "attributed", "The maker's promise: thicker hair with exosomes.", "promise"),
        ("press", "disease_treatment", "negated", "No cosmetic with exosomes can cure acne.", "No"),
        ("press", "wound_scar", "attributed", "Benefits claimed: firmness, wound care, hair density", "claimed"),
        ("science", "quantified_efficacy", "asserted", "Wounds under exosome gel closed four days sooner.", "days"),
    ],
)
def test_reads_what_no_cue_tells_and_says_which_words_look_so(
    kind: str, type_: str, status: str, line: str, words: str
) -> None:
    document = page("Exosomes: what to know", line, kind=SiteKind(kind))
    ruled, claim = (
        next(claim for claim in read(document, library).claims if claim.type == type_)
        for library in (load_library(), load_library(likeness=True))
    )
    assert ruled.status != status
    assert not ruled.looks_put
    assert claim.status == status
    assert claim.looks_put
    assert words in claim.why.cue_words
    assert claim.why.cue_words in line


def test_the_table_was_made_from_the_gold_as_it_is() -> None:
    head = load_table(FOLDER / "en" / PUT).head
    assert head.learnt_from == digest_of(learnt_from()), "run python -m scripts.learn_put"
    assert not [path for path in learnt_from() if path.stem.startswith(("fresh", "left"))]
    assert set(head.columns) == {status.value for status in Status}

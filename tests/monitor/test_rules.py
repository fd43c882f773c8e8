"""`exowatch rules`, as a person at a shell meets it."""

import json
import re
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claims.rules.packs import load_library
from claims.rules.rulebook import cue_entries, entries
from monitor.cli import main
from tests.tiny_pack import FILES, RULES, write_gold, write_pack

DOCS = Path(__file__).parents[2] / "docs"
RULE = "en.safety.question"


def exowatch(*words: str | Path) -> Result:
    """One command within this process: rule packs are read once."""
    return CliRunner().invoke(main, ["rules", *map(str, words)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A few labelled units in English, of which the reading finds some."""
    path = write_gold(tmp_path / "gold.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace('"xx"', '"en"'), encoding="utf-8")
    return path


def test_lists_rules_of_a_language_and_a_type() -> None:
    every = [json.loads(line) for line in exowatch("list", "--json").stdout.splitlines()]
    chosen = [
        json.loads(line) for line in exowatch("list", "--lang", "EN", "--type", "safety", "--json").stdout.splitlines()
    ]
    assert {line["lang"] for line in every} >= {"en", "de", "ko"}
    assert chosen == [line for line in every if line["lang"] == "en" and line["type"] == "safety"]
    assert RULE in [line["rule"] for line in chosen]
    assert RULE in exowatch("list", "--lang", "en").stdout


def test_says_that_nothing_is_listed() -> None:
    ended = exowatch("list", "--lang", "xx")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "no rule is of that language" in ended.stderr


def test_shows_a_rule_whole(gold: Path) -> None:
    ended = exowatch("show", RULE, "--gold", gold)
    assert ended.exit_code == 0
    for part in ("safety.yml:", "why: ", "pattern 1: ", "needs: ", "finds:", "leaves:", "on labelled pages: 0 hits"):
        assert part in ended.stdout
    card = json.loads(exowatch("show", "en.safety.no-harm", "--json").stdout)
    assert "<HARM>" in card["patterns"][0]
    assert "<HARM>" not in card["expanded"][0]
    assert card["gold_hits"] is None


def test_a_rule_that_is_not_there_is_told() -> None:
    ended = exowatch("show", "en.safety.questio")
    assert ended.exit_code == 2
    assert f"did you mean {RULE}" in ended.stderr


def test_tries_examples() -> None:
    ended = exowatch("test", RULE, "en.safety.safe")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "2 rules and 0 cues tried, 0 examples fail" in ended.stderr


def test_tries_examples_of_cues() -> None:
    ended = exowatch("test", RULE, "en.cue.flee-if-told", "en.cue.not")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "1 rules and 1 cues tried, 1 retired or without examples, 0 examples fail" in ended.stderr
    unknown = exowatch("test", "en.cue.nott")
    assert unknown.exit_code == 2
    assert "no rule and no cue has the id en.cue.nott: did you mean en.cue.not" in unknown.stderr


def test_prints_examples_that_fail_with_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = "{hit: [Exosomes are safe.], miss: [Exosomes not only soothe they are safe.]}"
    context = FILES["context.yml"].replace("any: [not]}", f"any: [not],\n  examples: {examples}}}")
    folder = write_pack(tmp_path, context=context, safety=RULES.replace("miss: [Exosomes., Wild", "miss: [Mild"))
    for command, function in (("entries", entries), ("cue_entries", cue_entries), ("load_library", load_library)):
        monkeypatch.setattr(f"monitor.commands.rules.{command}", partial(function, folder))
    ended = exowatch("test")
    assert ended.exit_code == 1
    rule, cue = ended.stdout.splitlines()
    assert rule.startswith(f"{folder}/xx/claims/safety.yml:22:12: xx.safety.mild: 'Mild exosomes.': wanted nothing, ")
    assert cue.startswith(f"{folder}/xx/context.yml:5:20: xx.cue.not: 'Exosomes are safe.': wanted a claim that is ")
    assert "2 rules and 1 cues tried, 1 retired or without examples, 2 examples fail" in ended.stderr


def test_the_ledger_counts_rules_and_compares_figures(gold: Path) -> None:
    ended = exowatch("ledger", gold, "--folds", "--json")
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    (safe,) = [row for row in rows if row.get("rule") == "en.safety.safe"]
    (claims,) = [row for row in rows if row.get("figure") == "claims"]
    assert ended.exit_code == 0
    assert safe["true"] >= 2
    assert claims["value"] >= claims["as_if_new"] >= 0.0


def test_scores_the_reading(gold: Path) -> None:
    ended = exowatch("score", gold, "--types", "--errors", "1", "--min", "claims=0.1", "--rules-only")
    assert ended.exit_code == 0
    assert "  safety " in ended.stdout
    assert "invented safety: a-3: Exosomes are mild." not in ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("quiet_readers ")


def test_scores_predictions_with_the_exit_codes_of_a_check(gold: Path, tmp_path: Path) -> None:
    said = tmp_path / "said.jsonl"
    said.write_text('{"id": "a-1", "claims": [{"type": "safety", "status": "asserted"}]}\n', encoding="utf-8")
    short = exowatch("score", gold, said, "--min", "claims=0.6", "--min", "status=1", "--json")
    assert short.exit_code == 1
    assert "short: claims 0.500 < 0.6\n" in short.stderr
    assert json.loads(short.stdout.splitlines()[0])["value"] == 0.5


@pytest.mark.parametrize(
    ("option", "says"),
    [("claims", "--min takes FIGURE=VALUE, not claims"), ("claim=0.5", "no figure is named claim: use one of claims")],
)
def test_a_wrong_bound_is_wrong_usage(gold: Path, option: str, says: str) -> None:
    ended = exowatch("score", gold, gold, "--min", option)
    assert ended.exit_code == 2
    assert says in ended.stderr


def test_a_wrong_file_is_wrong_usage(gold: Path, tmp_path: Path) -> None:
    assert exowatch("score", tmp_path / "none.jsonl").exit_code == 2
    said = tmp_path / "said.jsonl"
    said.write_text('{"id": "z"}\n', encoding="utf-8")
    ended = exowatch("score", gold, said)
    assert ended.exit_code == 2
    assert "said.jsonl:1:1: z: the gold file has no such id" in ended.stderr


def test_the_gate_holds_raises_and_keeps_reasons(gold: Path) -> None:
    path = gold.parent / "floors.json"
    part = {"files": ["gold.jsonl"], "langs": [], "least": {"claims": 1.0}}
    path.write_text(json.dumps({"gold": {}, "floors": {"all": part}}), encoding="utf-8")
    held = exowatch("gate", path)
    assert held.exit_code == 1
    assert "gold.jsonl has changed: measure again with --update" in held.stderr
    assert "below their floors: claims of all: mend the rules" in held.stderr
    refused = exowatch("gate", path, "--update")
    assert refused.exit_code == 2
    assert "give a --reason" in refused.stderr
    assert exowatch("gate", path, "--update", "--reason", "It was a guess.").exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["history"][0]["reason"] == "It was a guess."
    assert exowatch("gate", path, "--json").exit_code == 0


def test_the_commands_of_the_datasheet_work(gold: Path) -> None:
    floors = gold.parent / "floors.json"
    floors.write_text('{"gold": {}, "floors": {}}', encoding="utf-8")
    (block,) = re.findall(
        r"^```sh\n(.*?)^```", (DOCS / "gold.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    lines = block.splitlines()
    assert len(lines) >= 4
    for line in lines:
        words = re.sub(r"\S+\.jsonl", str(gold), line).replace("tests/gold/floors.json", str(floors)).split()
        assert words[:2] == ["exowatch", "rules"]
        ended = exowatch(*words[2:])
        assert ended.exit_code == 0, f"{line}\n{ended.output}"

"""The learned helper as people meet it: marked, with its trace, and left out where the settings say so."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claims.likeness import beside
from claims.likeness.beside import FILE
from claims.likeness.weights import ANY
from crawler.reread import basis_of
from monitor import config
from monitor.cli import main
from tests.claims.steady import steady

TEXT = "Exosome therapy\n\nOur exosomes stimulate collagen production.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose helper takes every line for one on safety, and none for one on collagen."""
    helper = steady(tmp_path, {ANY: 5.0, "safety": 5.0, "collagen_elastin": -9.0}, version=7)
    monkeypatch.setattr(beside, "helper_in", lambda _: helper)
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def read(home: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "read", str(home / "page.txt"), "--kind", "clinic", *words])


def test_a_claim_that_no_rule_finds_is_marked_and_explained(home: Path) -> None:
    told = read(home, "--explain").stdout
    assert "safety, asserted (looks like one: no rule finds it): Our exosomes stimulate collagen production." in told
    assert "looks like it (weights en.likeness.safety, version 7)" in told


def test_what_is_held_back_leaves_a_trace(home: Path) -> None:
    told = read(home, "--explain").stdout
    _, _, held = told.partition("Held back: ")
    assert "collagen_elastin, asserted: Our exosomes stimulate collagen production." in held
    assert "because rule en." in held
    assert "Held back" not in read(home).stdout
    records = [json.loads(line) for line in read(home, "--json").stdout.splitlines()]
    assert [one["value"]["type"] for one in records if one["finding"] == "held_back"] == ["collagen_elastin"]


@pytest.mark.parametrize("off", ["option", "settings"])
def test_left_out_the_rules_alone_read(home: Path, off: str) -> None:
    if off == "settings":
        (home / "exowatch.toml").write_text("[reading]\nlikeness = false\n", encoding="utf-8")
    told = read(home, "--explain", *(["--rules-only"] if off == "option" else [])).stdout
    assert "collagen_elastin, asserted" in told
    assert "likeness" not in told
    assert "Held back" not in told


def test_it_reads_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    assert config.Config().reading.likeness
    path = tmp_path / "exowatch.toml"
    path.write_text("[reading]\nlikeness = false\n", encoding="utf-8")
    assert not config.load(path).reading.likeness


def test_a_re_reading_rests_on_weights_and_setting(tmp_path: Path) -> None:
    basis = basis_of(tmp_path)
    assert basis != basis_of(tmp_path, likeness=True)
    (tmp_path / FILE).write_bytes(b"weights")
    assert basis != basis_of(tmp_path)

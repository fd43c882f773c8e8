"""The settings file, sound and broken."""

from pathlib import Path

import pytest

from monitor import config
from monitor.errors import ConfigError


def loaded(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / "exowatch.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def test_the_template_holds_the_defaults(tmp_path: Path) -> None:
    assert loaded(tmp_path, config.TEMPLATE) == config.Config()


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == config.Config()


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ("contact = 5\n", ":1:1: contact", "string"),
        ("[digest]\naudiences = ['children']\n", ":2:1: digest.audiences.0", "'regulator' or 'brand'"),
        ("\n[schedule]\n  cronn = 'x'\n", ":3:3: schedule.cronn", "write cron, or remove it"),
        ("[digets]\n", ":1:1: digets", "write digest, or remove it"),
        ("[[readers]]\nname = 'a'\n[[readers]]\nnmae = 'b'\n", ":4:1: readers.1.nmae", "write name"),
        ("contact = \n", ":1:11", "correct the TOML"),
        ("[schedule\n", ":1:10", "correct the TOML"),
        ("contact = ''\ncountry_of_exit = 'Germany'\n", ":2:1: country_of_exit: 'Germany'", "two letters of ISO 3166"),
        ("country_of_exit = 'D1'\n", ":1:1: country_of_exit: 'D1'", "such as DE, or leave it out"),
        ("country_of_exit = 49\n", ":1:1: country_of_exit", "string"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, where: str, word: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    assert where in str(caught.value)
    assert word in str(caught.value)


def test_the_country_of_exit_is_two_letters_or_left_out(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'country_of_exit = "DE"\n').country_of_exit == "DE"
    assert loaded(tmp_path, 'country_of_exit = ""\n').country_of_exit == ""


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="exowatch init"):
        config.load(tmp_path / "exowatch.toml")

"""Readers in exowatch.toml: what is wrong is told with its place, what is right becomes a cut."""

from pathlib import Path

import pytest

from claims.model import Level, SiteKind
from db.model import Site
from monitor import config
from monitor.delivery.recipients import cut_of
from monitor.delivery.settings import ReaderEntry
from monitor.errors import ConfigError
from reports.cut import Cut
from tests.monitor.owing import READERS, home_of, settings

SITES = (
    Site("lamp", "https://lamp.example/", SiteKind.BRAND, "DE", ("EU",), ("own",)),
    Site("glow", "https://glow.example/", SiteKind.CLINIC, "GB", ("UK",)),
    Site("both", "https://both.example/", SiteKind.CLINIC, "GB", ("UK", "EU"), ("own",)),
)
MAIL = '[mail]\nserver = "127.0.0.1"\nsecurity = "none"\nsender = "a@example.org"\n'


def loaded(tmp_path: Path, text: str) -> config.Config:
    """The settings that a text holds."""
    path = tmp_path / "exowatch.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ('[[readers]]\nname = "a"\n', ":2:1: readers.0.name", "none: give it one of mail"),
        (
            '[[readers]]\nname = "a"\nfolder = "x"\n\n[[readers]]\nname = "a"\nfolder="y"\n',
            ":6:1: readers.1.name",
            "once",
        ),
        ('[[readers]]\nname = "a"\nfolder = "x"\nnotify = "json://x"\n', ":2:1: readers.0.name", "notify and folder"),
        ('[[readers]]\nname = "a"\nmail = "a"\n' + MAIL, ":3:1: readers.0.mail", "name@example.org"),
        ('[[readers]]\nname = "a"\nmail = "a@b.example\\nBcc: c@d.example"\n' + MAIL, ":3:1", "no mail address"),
        ('[[readers]]\nname = "a"\nfolder = "x"\n  audience = "brand"\n', ":4:3: readers.0.audience", "[digest]"),
        ('[[readers]]\nname = "a"\nfolder = "x"\nlanguage = "xx"\n', ":4:1: readers.0.language", "use en"),
        ('[[readers]]\nname = "a"\nfolder = "x"\nmarkets = ["MARS"]\n', ":4:1: readers.0.markets", "no market"),
        ('[[readers]]\nname = "a"\nfolder = "x"\nlevel = "loud"\n', ":4:1: readers.0.level", "'critical'"),
        ('[[readers]]\nname = "a"\nfolder = "x"\nforms = ["feed"]\n', ":4:1: readers.0.forms", "exowatch publish"),
        ('[[readers]]\nname = "a"\nfoldr = "x"\n', ":3:1: readers.0.foldr", "write folder, or remove"),
        ('[[readers]]\nname = "a"\nmail = "a@b.example"\n', ":1:1: mail.server", "name the server"),
        (
            f'{MAIL.replace("127.0.0.1", "mx.example")}[[readers]]\nname = "a"\nmail = "a@b.example"\n',
            ":3:1: mail.security",
            "starttls or tls",
        ),
        (
            '[[readers]]\nname = "a"\nmail = "a@b.example"\n' + MAIL + 'unsubscribe_url = "http://x.example"\n',
            ":8:1",
            "8058",
        ),
        ('[public]\nurl = "ftp://x.example"\n', ":2:1: public.url", "http or https"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, where: str, word: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    assert where in str(caught.value)
    assert word in str(caught.value)


@pytest.mark.parametrize(("key", "value"), [("sites", "nowhere"), ("labels", "unknown")])
def test_a_site_or_label_that_nobody_lists_is_told_before_anything_is_closed(
    tmp_path: Path, key: str, value: str
) -> None:
    owing = home_of(tmp_path, settings(1, readers=f'{READERS}{key} = ["{value}"]\n'))
    for command in ("digest", "run"):
        ended = owing.run(command)
        assert ended.exit_code == 2
        assert f"readers.2.{key}: '{value}' is not in the watchlist" in ended.output
    assert not owing.home.digests.exists()


@pytest.mark.parametrize(
    ("reader", "sites"),
    [
        (ReaderEntry("a"), None),
        (ReaderEntry("a", sites=("lamp",)), ("lamp",)),
        (ReaderEntry("a", labels=("own",)), ("lamp", "both")),
        (ReaderEntry("a", sites=("glow",), labels=("own",)), None),
        (ReaderEntry("a", markets=("UK",)), ("glow", "both")),
        (ReaderEntry("a", markets=("UK",), labels=("own",)), ("both",)),
        (ReaderEntry("a", markets=("US",)), ()),
    ],
)
def test_what_a_reader_asks_for_is_a_cut(reader: ReaderEntry, sites: tuple[str, ...] | None) -> None:
    assert cut_of(reader, SITES) == Cut(sites, reader.markets, None, "en")


def test_level_and_language_go_with_the_cut() -> None:
    assert cut_of(ReaderEntry("a", level=Level.HIGH, language="de"), SITES) == Cut(None, (), Level.HIGH, "de")

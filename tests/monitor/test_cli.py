"""The command line as a shell sees it: exit codes, what goes to standard output, what to standard error."""

import errno
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from claims.model import SiteKind
from db.model import Site
from db.queries import Reader
from db.store import Store
from monitor.cli import Group
from monitor.lock import held
from monitor.output import emit
from tests.loopback import Loopback, page

NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
Ended = subprocess.CompletedProcess[str]
ENTRY = "sites:\n  - name: shop\n    url: http://shop.invalid/\n    kind: brand\n    country: GB\n"


def exowatch(home: Path, *words: str | Path, given: str | None = None) -> Ended:
    """One command, in a process of its own."""
    command = [sys.executable, "-m", "monitor.cli", "--home", home, *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `init` leaves it."""
    folder = tmp_path_factory.mktemp("home")
    ended = exowatch(folder, "init")
    assert ended.returncode == 0
    assert ended.stdout == ""
    return folder


@pytest.fixture
def listed(home: Path) -> Path:
    """The same, with one site that has never been visited."""
    (home / "watchlist.yml").write_text(ENTRY, encoding="utf-8")
    return home


def test_a_folder_without_a_watch_is_told_how_to_begin(tmp_path: Path) -> None:
    ended = exowatch(tmp_path, "crawl")
    assert ended.returncode == 2
    assert "init" in ended.stderr
    assert not any(tmp_path.iterdir())


def test_init_keeps_what_is_there(listed: Path) -> None:
    ended = exowatch(listed, "init")
    assert ended.returncode == 0
    assert "kept" in ended.stderr
    assert (listed / "watchlist.yml").read_text(encoding="utf-8") == ENTRY


@pytest.mark.parametrize(
    ("watchlist", "told"),
    [
        ("sites:\n", ":1:1: no sites: append one"),
        (ENTRY.replace("kind", "knd"), ":4:5: sites.0.knd: no such key is known here"),
        (ENTRY.replace("brand", "brnd"), ":4:5: sites.0.kind: "),
        (ENTRY + "    markets: [XX]\n", ":6:5: market 'XX' has no rules: use one of"),
        (ENTRY + "   bad: [\n", ":6:4: "),
    ],
)
def test_a_broken_watchlist_says_where_and_what_to_do(home: Path, watchlist: str, told: str) -> None:
    (home / "watchlist.yml").write_text(watchlist, encoding="utf-8")
    ended = exowatch(home, "crawl")
    assert ended.returncode == 2
    assert f"{home / 'watchlist.yml'}{told}" in ended.stderr
    assert not (home / "exowatch.db").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("crawl", "nowhere"), 2, "no site named nowhere"),
        (("claims",), 3, "run `exowatch crawl` first"),
        (("coverage", "--json"), 3, "run `exowatch crawl` first"),
        (("digest",), 3, "run `exowatch crawl` first"),
        (("digest", "--since", "2026-13-01"), 2, "write 2026-11-14"),
        (("digest", "--since", "2026-11-20", "--until", "2026-11-10"), 2, "--since: lies after the period's end"),
        (("digest", "--until", "2999-01-01"), 2, "--until: lies in the future"),
        (("add", "ftp://shop.example/", "--kind", "brand", "--country", "GB"), 2, "http:// or https://"),
        (("add", "http://127.0.0.1:9/", "--kind", "brand", "--country", "GB"), 3, "--allow-private"),
        (("read",), 2, "--units FILE"),
        (
            ("read", "nowhere.html"),
            2,
            "(No such file or directory): give an address, a file, or - for standard input\n",
        ),
        (("read", "--units", "nowhere.jsonl"), 2, "'nowhere.jsonl' does not exist"),
        (("read", "-", "--market", "ZZ"), 2, "--market: ZZ has no rules"),
        (("read", "-", "--country", "Germany"), 2, "two letters"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_cannot_be_done_says_why(listed: Path, words: tuple[str, ...], code: int, told: str) -> None:
    ended = exowatch(listed, *words, given="")
    assert ended.returncode == code
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_a_second_run_waits_for_nobody(listed: Path) -> None:
    with held(listed / ".exowatch.lock"):
        ended = exowatch(listed, "run")
    assert ended.returncode == 4
    assert "another run holds the lock" in ended.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "holds no text"), (b"\x7fELF\x00\x01$4", "is no text"), (b"x" * 50_000_001, "larger than 50 MB")],
    ids=["empty", "binary", "large"],
)
def test_a_file_that_is_no_page_is_refused(home: Path, tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "page"
    path.write_bytes(content)
    ended = exowatch(home, "read", path)
    assert ended.returncode == 3
    assert told in ended.stderr
    assert ended.stdout == ""


def test_a_page_is_read_from_standard_input(home: Path) -> None:
    words = "Our exosomes come from plant cells and smooth wrinkles. One vial costs £90."
    ended = exowatch(home, "read", "-", "--kind", "brand", "--country", "GB", "--json", given=words)
    assert ended.returncode == 0
    records = [json.loads(line) for line in ended.stdout.splitlines()]
    (source,) = [record["value"] for record in records if record["finding"] == "source"]
    assert (source["class"], source["role"]) == ("plant", "stated")
    assert "anti_ageing" in {record["value"].get("type") for record in records}


def test_a_page_is_fetched_under_a_name_with_a_contact(tmp_path: Path, server: Loopback) -> None:
    (tmp_path / "exowatch.toml").write_text('contact = "watch@example.org"\n', encoding="utf-8")
    server.routes["/"] = page()
    ended = exowatch(tmp_path, "read", server.url, "--kind", "press", "--allow-private")
    assert ended.returncode == 0
    assert {asked.headers["User-Agent"].partition(" ")[2] for asked in server.log} == {"(+watch@example.org)"}


def test_a_visit_keeps_the_country_that_the_settings_state(tmp_path: Path, server: Loopback) -> None:
    server.routes["/"] = page()
    (tmp_path / "exowatch.toml").write_text('country_of_exit = "de"\n', encoding="utf-8")
    entry = ENTRY.replace("http://shop.invalid/", server.url) + "    allow_private: true\n    delay: 0.5\n"
    (tmp_path / "watchlist.yml").write_text(entry, encoding="utf-8")
    exowatch(tmp_path, "crawl")
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert [run.country_of_exit for run in reader.runs()] == ["DE"]


def test_units_come_out_in_the_form_of_the_labelling_guide(home: Path) -> None:
    unit = {"id": "a-1", "page": "a", "kind": "brand", "lang": "en", "text": "Our plant exosomes smooth wrinkles."}
    ended = exowatch(home, "read", "--units", "-", given=json.dumps(unit))
    assert ended.returncode == 0
    tags = json.loads(ended.stdout)
    assert list(tags) == ["id", "claims", "sources", "routes"]
    assert set(tags["claims"][0]) == {"type", "status", "span"}
    assert tags["sources"] == [{"class": "plant", "detail": "unspecified", "role": "stated", "span": "plant"}]


@pytest.mark.parametrize("content", [b'{"id": "a-1", "page"', b"\xff\xfe\x00"], ids=["json", "bytes"])
def test_units_that_are_none_say_where(home: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "units.jsonl"
    path.write_bytes(content)
    ended = exowatch(home, "read", "--units", path)
    assert ended.returncode == 2
    assert f"exowatch: {path}:" in ended.stderr


def test_a_damaged_store_is_left_as_it_is(tmp_path: Path) -> None:
    exowatch(tmp_path, "init")
    (tmp_path / "watchlist.yml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "exowatch.db").write_bytes(b"no database at all " * 1000)
    for command in ("products", "crawl"):
        ended = exowatch(tmp_path, command)
        assert ended.returncode == 3
        assert "exowatch.db" in ended.stderr
        assert "Traceback" not in ended.stderr
    assert (tmp_path / "exowatch.db").read_bytes().startswith(b"no database at all")


def test_a_site_that_is_not_stored_is_no_empty_answer(tmp_path: Path) -> None:
    exowatch(tmp_path, "init")
    with Store.open(tmp_path / "exowatch.db", now=NOW) as store:
        store.begin_run([Site("shop", "http://shop.invalid/", SiteKind.BRAND)], NOW)
    ended = exowatch(tmp_path, "claims", "shpo")
    assert ended.returncode == 2
    assert "no site named shpo is stored: there are shop" in ended.stderr
    assert "coverage" in exowatch(tmp_path, "claims", "shop").stderr
    unknown = exowatch(tmp_path, "dossier", "shpo")
    assert unknown.returncode == 2
    assert "no site named shpo is stored: there are shop" in unknown.stderr


@pytest.mark.parametrize(
    ("word", "told"),
    [("clams", "no such command as clams: claims is one"), ("zzz", "No such command 'zzz'")],
)
def test_a_slip_in_a_command_is_told_with_the_one_that_is_near(tmp_path: Path, word: str, told: str) -> None:
    ended = exowatch(tmp_path, word)
    assert ended.returncode == 2
    assert told in ended.stderr


def test_a_delivery_round_with_nothing_to_send_says_so(tmp_path: Path) -> None:
    exowatch(tmp_path, "init")
    ended = exowatch(tmp_path, "deliver")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert "nothing is owed now" in ended.stderr


def test_a_home_that_cannot_be_made_names_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = exowatch(tmp_path / "file" / "home", "init")
    assert ended.returncode == 3
    assert f"{tmp_path / 'file' / 'home'}: Not a directory: check the path" in ended.stderr


class Faulty(Group):
    """A group whose commands fail in a way that nobody foresaw."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002 - click's own shape
        def fails() -> None:
            raise ZeroDivisionError("a fault")

        return click.Command(cmd_name, callback=fails)


def test_a_fault_of_our_own_does_not_look_like_a_run_with_incidents(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        Faulty("exowatch").main(["fails"], prog_name="exowatch")
    assert ended.value.code == 3
    told = capsys.readouterr().err
    assert "ZeroDivisionError: a fault" in told
    assert "a fault in Exowatch itself" in told


def test_a_disk_without_room_is_named_where_the_system_names_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    class Full(Group):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002 - click's own shape
            def fails() -> None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

            return click.Command(cmd_name, callback=fails)

    with pytest.raises(SystemExit) as ended:
        Full("exowatch").main(["fails"], prog_name="exowatch")
    assert ended.value.code == 3
    told = capsys.readouterr().err
    assert told.startswith("exowatch: No space left on device: make room on the disk")


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, click.Abort])
def test_a_command_that_was_stopped_does_not_look_like_a_run_with_incidents(
    capsys: pytest.CaptureFixture[str], interrupt: type[BaseException]
) -> None:
    class Stopped(Group):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002 - click's own shape
            def stops() -> None:
                raise interrupt

            return click.Command(cmd_name, callback=stops)

    with pytest.raises(SystemExit) as ended:
        Stopped("exowatch").main(["stops"], prog_name="exowatch")
    assert ended.value.code == 3
    assert "exowatch: stopped before the end" in capsys.readouterr().err


def test_words_of_a_page_cannot_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    emit(["a\x1b[2Jb\x07"], False, ("words",), lambda row: (row,), "")
    told = capsys.readouterr().out
    assert "a\\x1b[2Jb\\x07" in told
    assert "\x1b" not in told

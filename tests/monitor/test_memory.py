"""What is kept, from the command line: read again, verified, backed up, looked at."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db.queries import Reader
from tests.crawler.tsa import authority
from tests.loopback import Loopback, page

Ended = subprocess.CompletedProcess[str]
COPY = "Our exosome serum is made of human umbilical cord stem cells. Exosomes regrow hair in four weeks."


def exowatch(home: Path, *words: str | Path) -> Ended:
    """One command, in a process of its own."""
    command = [sys.executable, "-m", "monitor.cli", "--home", home, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose one clinic has been visited."""
    folder = tmp_path_factory.mktemp("home")
    assert exowatch(folder, "init").returncode == 0
    with Loopback({"/": page("/a", copy="Exosomes at our clinic."), "/a": page(copy=COPY)}) as server:
        more = "kind: clinic, country: DE, allow_private: true, delay: 0"
        entry = f"sites:\n- {{name: clinic, url: {server.url!r}, {more}}}\n"
        (folder / "watchlist.yml").write_text(entry, encoding="utf-8")
        ended = exowatch(folder, "crawl")
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture
def home(watched: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(watched, tmp_path / "home")
    return tmp_path / "home"


def test_reading_again_by_the_same_rules_moves_nothing(home: Path) -> None:
    ended = exowatch(home, "reread", "--processes", "1", "--json")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == ""
    assert "0 captures read again" in ended.stderr
    assert "2 not read: nothing that has changed since can move what they say" in ended.stderr
    ended = exowatch(home, "reread", "--processes", "1", "--every-page", "--json")
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    assert "2 captures read again, 0 of them moved something" in ended.stderr


def test_other_markets_move_flags_technically(home: Path) -> None:
    watchlist = home / "watchlist.yml"
    watchlist.write_text(watchlist.read_text(encoding="utf-8").replace("DE,", "DE, markets: [US],"), encoding="utf-8")
    ended = exowatch(home, "reread", "clinic", "--processes", "1", "--json")
    assert ended.returncode == 0, ended.stderr
    assert all(json.loads(line)["technical"] for line in ended.stdout.splitlines())
    with Reader.open(home / "exowatch.db") as reader:
        flags = {flag.market for claim in reader.claims() for flag in claim.flags}
    assert "US" in flags
    assert "EU" not in flags


def test_a_site_that_is_not_stored_cannot_be_read_again(home: Path) -> None:
    ended = exowatch(home, "reread", "clinc")
    assert ended.returncode == 2
    assert "no stored site named clinc: name some of clinic" in ended.stderr


def test_evidence_is_verified(home: Path) -> None:
    ended = exowatch(home, "evidence", "verify")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert "all fits" in ended.stderr
    assert "1 manifests, 1 files, 2 captures" in ended.stderr
    (warc,) = (home / "captures").rglob("*.warc.gz")
    warc.write_bytes(warc.read_bytes()[:-10])
    ended = exowatch(home, "evidence", "verify", "--json")
    assert ended.returncode == 1
    assert "is shorter than when" in json.loads(ended.stdout.splitlines()[0])["what"]


def test_a_backup_is_a_store_of_its_own(home: Path, tmp_path: Path) -> None:
    ended = exowatch(home, "backup", tmp_path / "copy.db")
    assert ended.returncode == 0
    assert "checked and sound" in ended.stderr
    with Reader.open(tmp_path / "copy.db") as reader:
        assert reader.claims()
    again = exowatch(home, "backup", tmp_path / "copy.db")
    assert again.returncode == 3
    assert "name a new file" in again.stderr


def test_the_doctor_finds_a_home_well_but_for_its_contact(home: Path) -> None:
    found = {row["thing"]: row for row in map(json.loads, exowatch(home, "doctor", "--json").stdout.splitlines())}
    assert {thing for thing, row in found.items() if not row["well"]} == {"settings"}
    assert found["watchlist"]["found"].endswith(": loads, 1 site")
    config = home / "exowatch.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('""', '"watch@example.org"', 1), encoding="utf-8")
    ended = exowatch(home, "doctor")
    assert ended.returncode == 0, ended.stdout


def test_the_doctor_goes_on_after_what_is_broken(home: Path) -> None:
    (home / "watchlist.yml").write_text("sites: 3\n", encoding="utf-8")
    (home / "exowatch.db").write_bytes(b"no database at all " * 1000)
    ended = exowatch(home, "doctor", "--json")
    assert ended.returncode == 1
    found = {row["thing"]: row for row in map(json.loads, ended.stdout.splitlines())}
    assert "watchlist.yml" not in found["browser"]["found"]
    assert not found["watchlist"]["well"]
    assert "is no database" in found["store"]["found"]
    assert found["rules"]["well"]


def test_the_doctor_reads_the_cadence(home: Path) -> None:
    (home / "exowatch.toml").write_text('[schedule]\ncron = "99 * * *"\n', encoding="utf-8")
    found = {row["thing"]: row for row in map(json.loads, exowatch(home, "doctor", "--json").stdout.splitlines())}
    assert "exowatch.toml:2:1: [schedule] cron = '99 * * *'" in found["cadence"]["found"]
    assert not found["cadence"]["well"]


def test_the_doctor_writes_nothing_where_there_is_no_home(tmp_path: Path) -> None:
    ended = exowatch(tmp_path, "doctor")
    assert (ended.returncode, list(tmp_path.iterdir())) == (1, []), ended.stdout


def test_claims_are_searched(home: Path) -> None:
    assert "regrow hair" in exowatch(home, "claims", "--search", "HAIR regr").stdout
    assert exowatch(home, "claims", "--search", "unicorn").stdout == ""


def test_evidence_is_exported(home: Path, tmp_path: Path) -> None:
    number = json.loads(exowatch(home, "claims", "--json").stdout.splitlines()[0])["id"]
    ended = exowatch(home, "evidence", "export", str(number), "--to", tmp_path / "claim.zip")
    assert (ended.returncode, ended.stdout.strip()) == (0, str(tmp_path / "claim.zip"))
    missing = exowatch(home, "evidence", "export", "4711", "--to", tmp_path / "other.zip")
    assert missing.returncode == 2
    assert "there is no claim 4711" in missing.stderr


def test_an_authority_for_time_stamps_each_run_and_its_silence_is_an_incident(tmp_path: Path) -> None:
    with Loopback({"/": page(copy=COPY)}) as server, authority(tmp_path) as clock:
        home = tmp_path / "home"
        assert exowatch(home, "init").returncode == 0
        more = "kind: clinic, country: DE, allow_private: true, delay: 0"
        entry = f"sites:\n- {{name: clinic, url: {server.url!r}, {more}}}\n"
        (home / "watchlist.yml").write_text(entry, encoding="utf-8")
        (home / "roots.pem").write_bytes(clock.roots.read_bytes())
        settings = "[evidence]\ntimestamp_roots = 'roots.pem'\ntimestamp_authority = "
        (home / "exowatch.toml").write_text(f"{settings}'{clock.url}'\n", encoding="utf-8")
        assert exowatch(home, "crawl").returncode == 0
        (home / "exowatch.toml").write_text(f"{settings}'{server.url}nowhere'\n", encoding="utf-8")
        silent = exowatch(home, "crawl")
    assert silent.returncode == 1
    assert "run: the manifest has no stamp: " in silent.stderr
    checked = exowatch(home, "evidence", "verify")
    assert checked.returncode == 0, checked.stdout
    assert "2 manifests" in checked.stderr
    assert "1 stamps, signed by timestamp_roots" in checked.stderr

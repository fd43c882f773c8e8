"""Evidence that fits, and every way in which it may not."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.manifest import seal
from crawler.verify import Verified, verify
from tests.crawler.crawling import NOW, visit
from tests.loopback import Loopback, page

WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two visits to a clinic, each sealed."""
    folder = tmp_path_factory.mktemp("sealed")
    with Loopback({"/": page("/a"), "/a": page(copy="Exosomes regrow hair.")}) as server:
        for now in (NOW, NOW + WEEK):
            visit(folder, server.site(), now=now, full=True)
            assert seal(folder / "exowatch.db", folder / "captures", now + timedelta(hours=1))
    return folder


@pytest.fixture
def kept(sealed: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    shutil.copytree(sealed, tmp_path / "home")
    return tmp_path / "home"


def checked(folder: Path) -> Verified:
    """What the walk finds."""
    return verify(folder / "exowatch.db", folder / "captures")


def told(folder: Path) -> list[str]:
    """What does not fit, in words."""
    return [f"{misfit.where}: {misfit.what}" for misfit in checked(folder).misfits]


def warcs(folder: Path) -> list[Path]:
    """The files of the archive, oldest first."""
    return sorted((folder / "captures").rglob("*.warc.gz"))


def change(folder: Path, sql: str) -> None:
    """Change the database behind the program's back."""
    connection = sqlite3.connect(folder / "exowatch.db")
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_all_fits(kept: Path) -> None:
    found = checked(kept)
    assert (found.misfits, found.manifests, found.files, found.captures, found.unnamed) == ([], 2, 2, 4, 0)
    assert seal(kept / "exowatch.db", kept / "captures", NOW + 2 * WEEK) is None


def test_bytes_that_were_altered(kept: Path) -> None:
    first = warcs(kept)[0]
    data = bytearray(first.read_bytes())
    data[len(data) // 2] ^= 1
    first.write_bytes(data)
    assert any("was altered after captures/manifests/000001.json" in line for line in told(kept))


def test_a_file_that_was_cut(kept: Path) -> None:
    first = warcs(kept)[0]
    first.write_bytes(first.read_bytes()[:-400])
    assert any("is shorter than when" in line for line in told(kept))


def test_a_file_that_is_missing(kept: Path) -> None:
    warcs(kept)[1].unlink()
    lines = told(kept)
    assert any("is missing, with 2 captures" in line for line in lines)
    assert any("bytes of it" in line for line in lines)


def test_a_capture_that_was_altered_in_the_database(kept: Path) -> None:
    change(kept, "UPDATE captures SET digest = 'ab' WHERE id = 1")
    lines = told(kept)
    assert any("run 1: its captures in the database" in line for line in lines)
    assert any("SHA-256 is not the one in the database" in line for line in lines)


def test_a_capture_that_was_taken_out_of_the_database(kept: Path) -> None:
    change(kept, "DELETE FROM captures WHERE id = 3")
    assert any("run 2: its captures" in line for line in told(kept))
    assert checked(kept).unnamed == 1


def test_an_offset_that_leads_elsewhere(kept: Path) -> None:
    change(kept, "UPDATE captures SET warc_offset = 3 WHERE id = 2")
    assert any("holds no answer at byte 3" in line for line in told(kept))


@pytest.mark.parametrize("text", ["", "{}", '{"format": "exowatch manifest 1"}'])
def test_a_manifest_that_is_none(kept: Path, text: str) -> None:
    (kept / "captures" / "manifests" / "000001.json").write_text(text, encoding="utf-8")
    lines = told(kept)
    assert "captures/manifests/000001.json: is no manifest" in lines
    assert any("its SHA-256 is another" in line for line in lines)


def test_manifests_that_are_missing_or_strange(kept: Path) -> None:
    folder = kept / "captures" / "manifests"
    shutil.copy(folder / "000001.json", folder / "000009.json")
    (folder / "000002.json").unlink()
    lines = told(kept)
    assert any("000002.json: cannot be read" in line for line in lines)
    assert any("000009.json: is a manifest that the database does not name" in line for line in lines)


def test_a_chain_with_a_gap(kept: Path) -> None:
    change(kept, "UPDATE runs SET manifest = NULL WHERE manifest = 1")
    change(kept, "DELETE FROM manifests WHERE number = 1")
    lines = told(kept)
    assert any("manifest 1 is missing in the database" in line for line in lines)
    assert any("is not chained to the manifest before it" in line for line in lines)


def test_every_quote_is_compared_with_its_capture(kept: Path) -> None:
    found = checked(kept)
    assert (found.quotes, found.unread) == (1, 0)


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ("UPDATE places SET quote = 'Exosomes restore hair.'", "Exosomes restore hair."),
        ("UPDATE places SET quote = 'Exosomes regrow hair 5%.'", "Exosomes regrow hair 5%."),
        ("UPDATE places SET quote = ''", ""),
    ],
)
def test_a_quote_that_was_altered_in_the_database(kept: Path, sql: str, shown: str) -> None:
    change(kept, sql)
    (line,) = told(kept)
    assert line.startswith("claim 1 (http://127.0.0.1:")
    assert f'does not have its quote "{shown}"' in line
    assert "restore the database from a backup" in line


def test_a_quote_that_only_another_spacing_tells_apart_stands(kept: Path) -> None:
    change(kept, "UPDATE places SET quote = 'Exosomes  regrow | hair.'")
    assert told(kept) == []


def test_a_stated_source_whose_quote_was_altered(tmp_path: Path) -> None:
    copy = "<h1>Serum</h1><p>Our serum is made with exosomes derived from rose stem cells.</p>"
    with Loopback({"/": page(copy=copy)}) as server:
        visit(tmp_path, server.site())
    assert (told(tmp_path), checked(tmp_path).quotes) == ([], 1)
    change(tmp_path, "UPDATE sources SET quote = replace(quote, 'rose', 'human')")
    (line,) = told(tmp_path)
    assert line.startswith("stated source S1 (")
    assert "from human stem cells" in line


def test_what_a_killed_run_left_is_no_misfit(kept: Path) -> None:
    last = warcs(kept)[-1]
    with last.open("ab") as file:
        file.write(warcs(kept)[0].read_bytes())
    found = checked(kept)
    assert (found.misfits, found.unnamed) == ([], 2)


def test_the_newest_manifest_may_lie_there_before_the_database_names_it(kept: Path) -> None:
    folder = kept / "captures" / "manifests"
    shutil.copy(folder / "000002.json", folder / "000003.json")
    assert told(kept) == []


def test_a_capture_of_another_status(kept: Path) -> None:
    change(kept, "UPDATE captures SET status = 404 WHERE id = 1")
    assert any("the answer had status 200, the database says 404" in line for line in told(kept))


def test_a_manifest_that_covers_other_runs(kept: Path) -> None:
    change(kept, "UPDATE runs SET manifest = 1 WHERE manifest = 2")
    assert any("000002.json: covers other runs than the database says" in line for line in told(kept))

"""Stamps by an authority for time: asked for, kept, checked, packed; and what is said where there is none."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from crawler.errors import CrawlUnusable
from crawler.export import export
from crawler.manifest import seal
from crawler.stamp import StampFailed, library, read_stamp, stamp_newest
from crawler.verify import verify
from tests.crawler.crawling import NOW, visit
from tests.crawler.tsa import Authority, authority
from tests.loopback import Loopback, page


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """An authority that answers."""
    with authority(tmp_path_factory.mktemp("tsa")) as made:
        yield made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one claim, sealed."""
    with Loopback({"/": page(copy="Exosomes regrow hair in four weeks.")}) as server:
        visit(tmp_path, server.site())
    seal(tmp_path / "exowatch.db", tmp_path / "captures", NOW + timedelta(hours=1))
    return tmp_path


def stamped(home: Path, clock: Authority) -> Path:
    """The stamp on the home's newest manifest."""
    made = stamp_newest(home / "exowatch.db", home / "captures", clock.url)
    assert made is not None
    return made


def test_the_newest_manifest_is_stamped_once_and_verified(home: Path, clock: Authority) -> None:
    path = stamped(home, clock)
    assert stamp_newest(home / "exowatch.db", home / "captures", clock.url) is None
    assert abs(read_stamp(path.read_bytes(), clock.roots).at - datetime.now(UTC)) < timedelta(minutes=5)
    found = verify(home / "exowatch.db", home / "captures", clock.roots)
    assert (found.misfits, found.stamps) == ([], 1)


def test_others_tools_check_what_is_exported(home: Path, clock: Authority, tmp_path: Path) -> None:
    stamped(home, clock)
    with ZipFile(export(home / "exowatch.db", home, 1, tmp_path / "claim.zip")) as packed:
        packed.extractall(tmp_path / "out")
    command = ["openssl", "ts", "-verify", "-in", "manifest.tsr", "-data", "manifest.json", "-CAfile", str(clock.roots)]
    done = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "the stamp says no more than" in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")


def test_a_stamp_that_does_not_fit_is_named(
    home: Path, clock: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = stamped(home, clock)
    good = path.read_bytes()
    with authority(tmp_path_factory.mktemp("other")) as other:
        found = verify(home / "exowatch.db", home / "captures", other.roots)
        assert "its signature does not hold" in found.misfits[0].what
    manifest = path.with_suffix(".json")
    manifest.write_bytes(manifest.read_bytes() + b" ")
    path.unlink()
    stamped(home, clock)
    whats = [misfit.what for misfit in verify(home / "exowatch.db", home / "captures").misfits]
    assert "is a stamp on something else than captures/manifests/000001.json" in whats
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    with pytest.raises(StampFailed, match="signature does not hold"):
        read_stamp(path.read_bytes(), clock.roots)
    with pytest.raises(StampFailed, match="is no stamp"):
        read_stamp(b"<html>busy</html>")


def test_an_authority_that_does_not_answer_leaves_nothing(home: Path) -> None:
    with Loopback() as silent, pytest.raises(StampFailed, match="the next run asks"):
        stamp_newest(home / "exowatch.db", home / "captures", silent.url)
    with pytest.raises(StampFailed, match="correct timestamp_authority"):
        stamp_newest(home / "exowatch.db", home / "captures", "file:///etc/hostname")
    assert not list((home / "captures" / "manifests").glob("*.tsr"))


def test_without_the_library_the_line_to_type_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(CrawlUnusable, match=r"pip install 'exowatch\[stamp\]'"):
        library()

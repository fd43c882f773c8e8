"""The zip of one claim: complete, checkable by others' tools, and honest."""

import hashlib
import json
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from claims.model import Block, Document, SiteKind
from crawler.errors import ArchiveDamaged
from crawler.export import export, marked_text, saved_text
from crawler.manifest import seal
from crawler.stored import NothingKept
from crawler.wacz import WARC
from db.errors import NotStored
from db.queries import Reader
from tests.crawler.crawling import NOW, visit
from tests.loopback import Loopback, page

QUOTE = "Exosomes regrow hair in four weeks."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one claim."""
    folder = tmp_path_factory.mktemp("home")
    with Loopback({"/": page("/a"), "/a": page(copy=f"We open at nine. {QUOTE} Come in.")}) as server:
        visit(folder, server.site())
    seal(folder / "exowatch.db", folder / "captures", NOW + timedelta(hours=1))
    return folder


def number(home: Path) -> int:
    """The claim's number."""
    with Reader.open(home / "exowatch.db") as reader:
        return next(claim.id for claim in reader.claims() if claim.quote == QUOTE)


def about(home: Path, target: Path) -> str:
    """What the zip of the home's claim says of itself."""
    with ZipFile(export(home / "exowatch.db", home, number(home), target)) as archive:
        return archive.read("README.txt").decode()


def warc_in(archive: bytes) -> bytes:
    """The records in a web archive."""
    with ZipFile(BytesIO(archive)) as opened:
        return opened.read(WARC)


def test_all_that_proves_a_claim(home: Path, tmp_path: Path) -> None:
    target = export(home / "exowatch.db", home, number(home), tmp_path / "claim.zip")
    with ZipFile(target) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in files.items()]
    assert f">>>> {QUOTE} <<<<" in files["page.txt"].decode()
    assert json.loads(files["claim.json"])["quote"] == QUOTE
    assert "GET /a HTTP/1.1" in files["headers.txt"].decode()
    assert "What it does not prove" in files["README.txt"].decode()
    records = [
        (record.rec_type, record.content_stream().read())
        for record in ArchiveIterator(BytesIO(warc_in(files["capture.wacz"])), check_digests="raise")
    ]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "request"]
    assert QUOTE.encode() in records[1][1]
    assert hashlib.sha256(records[1][1]).hexdigest() in files["README.txt"].decode()
    assert hashlib.sha256(files["manifest.json"]).hexdigest() in files["README.txt"].decode()


def test_the_country_of_exit_is_told_as_the_operator_stated_it(home: Path, tmp_path: Path) -> None:
    assert "Country of exit of the requests of run 1: not stated\n" in about(home, tmp_path / "claim.zip")
    stated = tmp_path / "stated"
    stated.mkdir()
    with Loopback({"/": page("/a"), "/a": page(copy=QUOTE)}) as server:
        visit(stated, server.site(), country_of_exit="DE")
    assert "Country of exit of the requests of run 1: DE, stated by the operator." in about(stated, tmp_path / "de.zip")


def test_the_same_evidence_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    first, second = (export(home / "exowatch.db", home, number(home), tmp_path / name) for name in ("a.zip", "b.zip"))
    assert first.read_bytes() == second.read_bytes()
    with pytest.raises(NothingKept, match="name a new file"):
        export(home / "exowatch.db", home, number(home), first)


def test_what_cannot_be_proven_is_not_exported(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotStored, match="there is no claim 4711"):
        export(home / "exowatch.db", home, 4711, tmp_path / "claim.zip")
    with pytest.raises(ArchiveDamaged, match="restore the file"):
        export(home / "exowatch.db", tmp_path, number(home), tmp_path / "claim.zip")
    assert not list(tmp_path.iterdir())


def test_a_quote_that_is_not_in_the_text_is_said_to_be_missing() -> None:
    document = Document("/a", "http://127.0.0.1/a", SiteKind.BRAND, blocks=(Block("Something else."),))
    assert "not in the text" in marked_text(document, QUOTE)


def test_the_saved_copy_as_text_marks_the_quote_and_names_its_proof(home: Path) -> None:
    text = saved_text(home / "exowatch.db", home, number(home))
    head = text.splitlines()[:3]
    assert head[0] == f"claim {number(home)} on shop"
    assert head[1].endswith("/a, status 200")
    assert re.fullmatch("SHA-256 of the body [0-9a-f]{64}", head[2])
    assert f">>>> {QUOTE} <<<<" in text


def test_all_that_proves_a_stated_source(tmp_path: Path) -> None:
    said = "Our exosomes come from human umbilical cord stem cells."
    with Loopback(
        {"/": page("/a"), "/a": page(copy=f"We open at nine. {said} Come in, they cost 90 euros.")}
    ) as server:
        visit(tmp_path, server.site())
    store = tmp_path / "exowatch.db"
    with Reader.open(store) as reader:
        source = next(source for source in reader.sources() if source.quote == said)
    with ZipFile(export(store, tmp_path, source.id, tmp_path / "source.zip", of_source=True)) as archive:
        files = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert f"Evidence of stated source S{source.id} on shop" in files["README.txt"]
    assert "source.json      the stated source as it is known" in files["README.txt"]
    assert json.loads(files["source.json"])["quote"] == said
    assert f">>>> {said} <<<<" in files["page.txt"]
    assert "GET /a HTTP/1.1" in files["headers.txt"]
    with pytest.raises(NotStored, match="there is no stated source S4711"):
        export(store, tmp_path, 4711, tmp_path / "other.zip", of_source=True)


def test_the_proof_of_a_source_that_nothing_states_says_so(home: Path, tmp_path: Path) -> None:
    store = home / "exowatch.db"
    with Reader.open(store) as reader:
        source = next(source for source in reader.sources() if not source.quote)
    with ZipFile(export(store, home, source.id, tmp_path / "source.zip", of_source=True)) as archive:
        assert f"The quote:      none: {source.reason}\n" in archive.read("README.txt").decode()
        assert ">>>>" not in archive.read("page.txt").decode()

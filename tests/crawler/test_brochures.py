"""Brochures as PDF: visited where they are on the subject or what links to them is, and read like pages."""

from pathlib import Path

import pytest

from claims.model import SiteKind
from crawler.extract.page import Page
from crawler.extract.pdf import UnreadablePdf, joined, pdf_documents
from db.queries import Reader
from tests.crawler.crawling import counts, visit
from tests.loopback import Loopback, Reply, page

BROCHURE = Path(__file__).with_name("pages") / "pdf-brochure" / "page.pdf"
PDF = "application/pdf"


def brochure() -> Reply:
    return Reply(BROCHURE.read_bytes(), kind=PDF)


def test_a_brochure_is_read_like_a_page(server: Loopback, tmp_path: Path) -> None:
    server.routes |= {
        "/": page("/treatments"),
        "/treatments": page("/files/exosome-leaflet.pdf"),
        "/files/exosome-leaflet.pdf": brochure(),
    }
    result = visit(tmp_path, server.site())
    assert counts(result) == {"ok": 3}
    with Reader.open(tmp_path / "exowatch.db") as reader:
        types = {claim.type for claim in reader.claims()}
    assert {"anti_ageing", "collagen_elastin"} <= types


def test_what_a_page_on_the_subject_links_to_is_read(server: Loopback, tmp_path: Path) -> None:
    server.routes |= {"/": page("/files/menu.pdf", copy="All of our exosomes."), "/files/menu.pdf": brochure()}
    assert counts(visit(tmp_path, server.site())) == {"ok": 2}


@pytest.mark.parametrize("words", ["Price list 2026", "Unsere Preise"])
def test_a_list_of_prices_is_read_though_no_page_names_the_subject(
    server: Loopback, tmp_path: Path, words: str
) -> None:
    server.routes |= {
        "/": f"<p>A clinic by the lake.</p><a href='/files/one.pdf'>{words}</a>",
        "/files/one.pdf": brochure(),
    }
    assert counts(visit(tmp_path, server.site())) == {"ok": 2}


def test_other_brochures_are_left_alone(server: Loopback, tmp_path: Path) -> None:
    server.routes |= {"/": page("/files/menu.pdf"), "/files/menu.pdf": brochure()}
    assert counts(visit(tmp_path, server.site())) == {"ok": 1}
    assert "/files/menu.pdf" not in server.paths


@pytest.mark.parametrize("body", [b"%PDF-1.7\nnothing of the kind", BROCHURE.read_bytes()[:4000]])
def test_a_damaged_pdf_is_a_failed_page(body: bytes, server: Loopback, tmp_path: Path) -> None:
    server.routes |= {"/": page("/exosomes.pdf"), "/exosomes.pdf": Reply(body, kind=PDF)}
    result = visit(tmp_path, server.site())
    assert counts(result).get("ok") == 1
    assert sum(counts(result).values()) == 2


def test_a_damaged_pdf_names_its_address() -> None:
    address = "https://velora.example/a.pdf"
    damaged = Page(address, address, PDF, b"%PDF-1.7\nnothing of the kind", "pdf", SiteKind.BRAND)
    with pytest.raises(UnreadablePdf, match=r"^https://velora\.example/a\.pdf: .*look at the stored capture"):
        pdf_documents(damaged)


def test_lines_are_joined_to_paragraphs() -> None:
    lines = [
        "Exosomes are said to soften lines and to rejuve-",
        "nate tired skin.",
        "",
        "• Plant-based, with a long-",
        "lasting scent",
    ]
    assert list(joined(lines)) == [
        "Exosomes are said to soften lines and to rejuvenate tired skin.",
        "• Plant-based, with a long-",
        "lasting scent",
    ]

"""Text in pictures: said to be unread where it is, and read by tesseract where the watchlist asks for it."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFile, ImageFont

from claims.model import SiteKind
from crawler.extract import ocr
from crawler.extract.ocr import UnreadablePicture, picture_documents
from crawler.extract.page import Page
from crawler.extract.pictures import pictures_of
from db.queries import Reader
from tests.crawler.crawling import counts, visit
from tests.loopback import Loopback, Reply

SHOP = """<!doctype html><html lang=en><head><title>Exosome ampoule</title></head><body>
<header><img src="/logo.png"></header><main><h1>Exosome ampoule</h1>
<img src="blank.gif" data-src="/detail/one.png?v=2"><img src="/icon.png" width=24 height=24></main></body></html>"""
SAYS = "Our exosome serum reduces wrinkles\nin four weeks."


def picture(text: str = SAYS) -> Reply:
    """A picture with text in large letters."""
    drawn = Image.new("RGB", (1200, 300), "white")
    ImageDraw.Draw(drawn).multiline_text((40, 60), text, fill="black", font=ImageFont.load_default(size=56))
    body = BytesIO()
    drawn.save(body, "PNG")
    return Reply(body.getvalue(), kind="image/png")


def page_of(body: bytes) -> Page:
    address = "https://velora.example/detail/one.png"
    return Page(address, address, "image/png", body, "picture", SiteKind.BRAND, "GB")


def serve(server: Loopback) -> None:
    server.routes |= {"/": SHOP, "/detail/one.png?v=2": picture(), "/logo.png": picture(), "/icon.png": picture()}


def test_only_pictures_in_the_copy_count() -> None:
    assert list(pictures_of(SHOP)) == ["/detail/one.png?v=2"]
    assert list(pictures_of("")) == []


def test_a_page_that_says_it_in_pictures_is_an_incident(server: Loopback, tmp_path: Path) -> None:
    serve(server)
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND))
    [incident] = result.incidents
    assert (incident.cause, incident.address) == (
        "holds hardly any text beside pictures: what stands in them is not read",
        server.url,
    )
    assert "ocr: true" in incident.remedy
    assert "/detail/one.png?v=2" not in server.paths


@pytest.mark.tesseract
def test_their_text_is_read_where_the_watchlist_asks_for_it(server: Loopback, tmp_path: Path) -> None:
    serve(server)
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, ocr=True))
    assert counts(result) == {"ok": 2}
    assert not result.incidents
    assert not {"/logo.png", "/icon.png"} & set(server.paths)
    with Reader.open(tmp_path / "exowatch.db") as reader:
        claims = reader.claims()
    assert {claim.quote for claim in claims if claim.type == "anti_ageing"} == {SAYS.replace("\n", " ")}


@pytest.mark.tesseract
def test_the_next_visit_remembers_the_picture(server: Loopback, tmp_path: Path) -> None:
    serve(server)
    server.routes["/"] = Reply(SHOP, headers={"ETag": '"1"'})
    for expected in ({"ok": 2}, {"not_modified": 1, "ok": 1}):
        assert counts(visit(tmp_path, server.site(kind=SiteKind.BRAND, ocr=True))) == expected


@pytest.mark.tesseract
@pytest.mark.parametrize("body", [b"no picture at all", picture().body[:200]])
def test_what_is_no_picture_names_its_address(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)  # WeasyPrint sets it, for its whole process
    with pytest.raises(UnreadablePicture, match=r"^https://velora\.example/detail/one\.png: .*look at it by hand"):
        picture_documents(page_of(body))


@pytest.mark.tesseract
def test_a_huge_picture_is_not_read() -> None:
    body = BytesIO()
    Image.new("1", (40_000, 1_001)).save(body, "PNG")
    with pytest.raises(UnreadablePicture, match="40000 x 1001"):
        picture_documents(page_of(body.getvalue()))


def test_what_is_missing_is_said_with_what_to_do(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(server)
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    result = visit(tmp_path, server.site(kind=SiteKind.BRAND, ocr=True))
    [incident] = [one for one in result.incidents if "ocr" in one.cause]
    assert "pip install 'exowatch[ocr]'" in incident.remedy

"""What the extractor is given: the body of one ok capture and what is known of it."""

from dataclasses import dataclass

from claims.model import SiteKind

PAGE_FORMATS = frozenset({"html", "text", "pdf"})  # what people read; all else is data

FILES = frozenset({"pdf", "picture"})  # read for their text, and no text themselves
PDF = b"%PDF-"
LIST = "/products.json?"  # how a product list is known where the capture's format was not kept


def is_pdf(body: bytes) -> bool:
    """Whether a body is a PDF, whatever its server calls it."""
    return body.startswith(PDF)


def format_of(address: str, content_type: str) -> str:
    """What a body is, where its capture does not say."""
    if LIST in address:
        return "shopify-products"
    return "text" if content_type.lower().startswith(("text/plain", "text/markdown")) else "html"


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched body, content-decoded.

    `address` is what was asked for, `final_address` what answered; `format` is the shape of the body (html, text, pdf,
    shopify-products); `country` and `site_url` are those of the site, for currencies and for addresses in listings.
    """

    address: str
    final_address: str
    content_type: str
    body: bytes
    format: str
    kind: SiteKind
    country: str = ""
    site_url: str = ""

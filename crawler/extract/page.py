"""What the extractor is given: the body of one ok capture and what is known of it."""

from dataclasses import dataclass

from claims.model import SiteKind

PAGE_FORMATS = frozenset({"html", "text"})  # what people read; all else is data


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched body, content-decoded.

    `address` is what was asked for, `final_address` what answered; `format` names the shape of the body (html, text,
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

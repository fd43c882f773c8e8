"""An edition on paper: the page, printed by WeasyPrint, tagged for assistive technology (PDF/UA-1)."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import NoReturn

from reports.blocks import EditionView
from reports.digest import render
from reports.errors import MissingExtra, ReportError

VARIANT = "pdf/ua-1"


def rendered(view: EditionView) -> bytes:
    """The PDF of an edition. Raises MissingExtra without WeasyPrint."""
    return printed(render(view))


def printed(page: str) -> bytes:
    """A page of ours as a tagged PDF that asks nothing of the network; the same page gives the same bytes."""
    try:
        from weasyprint import HTML
    except ImportError as error:
        raise MissingExtra("a PDF", "pdf", "weasyprint") from error
    identifier = blake2b(page.encode(), digest_size=16).digest()
    body = HTML(string=page, url_fetcher=_refuse).write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    assert isinstance(body, bytes)  # noqa: S101 - without a target it gives the bytes
    return body


def _refuse(address: str, *_args: object, **_more: Mapping[str, object]) -> NoReturn:
    raise ReportError(f"{address}: a page of an edition asks for nothing from outside: report this line")

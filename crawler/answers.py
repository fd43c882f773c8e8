"""What Scrapy hands over, as what the judgement and the archive take."""

from functools import lru_cache

from scrapy.http import Response, TextResponse

from crawler.extract.charset import decode
from crawler.extract.page import FILES, PAGE_FORMATS
from crawler.middlewares.redirects import LOCATION
from crawler.middlewares.revisit import is_conditional
from crawler.middlewares.wire import on_the_wire
from crawler.quality import Answer
from crawler.unpacking import is_whole

Headers = tuple[tuple[str, str], ...]
MOST_HEADERS = 100
LONGEST_HEADER = 4000


def answer_of(response: Response, site_url: str, format_: str = "html") -> Answer:
    """A response in one of the extraction's formats, as the judgement takes it."""
    return Answer(
        status=response.status,
        address=response.meta.get("asked", response.url),
        final_address=response.url,
        site_url=site_url,
        headers=headers_of(response),
        text=text_of(response),
        size=len(response.body),
        location=response.meta.get(LOCATION, ""),
        cut=_is_cut(response),
        unasked=response.request is not None and not is_conditional(response.request),
        page=format_ in PAGE_FORMATS,
        file=format_ in FILES,
    )


def _is_whole(wire: Response) -> bool:
    return is_whole(wire.body, (wire.headers.get("Content-Encoding") or b"").decode("latin-1"))


def headers_of(response: Response) -> Headers:
    """The headers of an answer as text, within bounds."""
    pairs = [
        (name.decode("latin-1"), value.decode("latin-1")[:LONGEST_HEADER])
        for name, values in response.headers.items()
        for value in values
    ]
    return tuple(pairs[:MOST_HEADERS])


def text_of(response: Response) -> str:
    """The body as text, as the extraction reads it, empty where it is none."""
    if not isinstance(response, TextResponse):
        return ""
    return _decoded(response.body, (response.headers.get("Content-Type") or b"").decode("latin-1"))


@lru_cache(maxsize=2)  # of the page at hand, which several ask for, and of the next
def _decoded(body: bytes, content_type: str) -> str:
    return decode(body, content_type)


def _is_cut(response: Response) -> bool:
    """Whether the body ended early: less came than was announced, or the end of its packing is missing.

    So did a page without its last tag that came without a length. What follows the last tag is missed by nobody.
    """
    if "dataloss" in response.flags:
        return True
    if b"</html" in response.body[-2000:].lower():
        return False
    if not _is_whole(on_the_wire(response)):
        return True
    return "partial" in response.flags and b"<html" in response.body[:2000].lower()

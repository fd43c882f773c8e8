"""What Scrapy hands over, as what the judgement and the archive take."""

from scrapy.http import Response, TextResponse

from crawler.extract.page import FILES, PAGE_FORMATS
from crawler.middlewares.redirects import LOCATION
from crawler.quality import Answer

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
        page=format_ in PAGE_FORMATS,
        file=format_ in FILES,
    )


def headers_of(response: Response) -> Headers:
    """The headers of an answer as text, within bounds."""
    pairs = [
        (name.decode("latin-1"), value.decode("latin-1")[:LONGEST_HEADER])
        for name, values in response.headers.items()
        for value in values
    ]
    return tuple(pairs[:MOST_HEADERS])


def text_of(response: Response) -> str:
    """The body as text, empty where it is none."""
    return response.text if isinstance(response, TextResponse) else ""


def _is_cut(response: Response) -> bool:
    """Whether the body ended early: less came than was announced, or a page that never ends came without a length."""
    if "dataloss" in response.flags:
        return True
    tail = response.body[-2000:].lower()
    return "partial" in response.flags and b"<html" in response.body[:2000].lower() and b"</html" not in tail

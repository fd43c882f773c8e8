"""The judgement on an answer before it is believed."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from w3lib.html import get_meta_refresh

from crawler import walls
from crawler.addresses import is_root, page_key, same_site
from crawler.entities import unescape
from crawler.walls import Look
from db.model import Quality

PAGES = ("text/html", "application/xhtml", "text/plain", "text/markdown")
PAYLOADS = ("__NEXT_DATA__", "__next_f.push", "__NUXT", "application/json")  # scripts that may hold the page's text
DATA = ("text/", "application/json", "application/xml", "application/javascript")
DATA_BEGINS = ('{"', "[{", '["', "{\n", "<?xml")
FEWEST_CHARACTERS = 20
LONGEST_TITLE = 500
SOON = 10.0  # seconds in which a page sends its reader on that is not there to be read
HIDDEN = re.compile(r"<(?:(script|style|template|svg|noscript)\b|!--)", re.IGNORECASE)
# Text and tags up to what hides its content; so many at most, so that what nobody looks at costs nothing.
RUN = re.compile(r"(?:[^<]++|<(?!(?:script|style|template|svg|noscript)\b|!--)[^>]*+>){1,200}+", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
UNASKED = "the server says that nothing has changed (304), and was not asked"

BY_STATUS = {
    401: (Quality.LOGIN, "the server asks for a log-in (401)"),
    403: (Quality.BLOCKED, "the server refuses the page (403)"),
    404: (Quality.GONE, "not found (404)"),
    407: (Quality.LOGIN, "a proxy asks for a log-in (407)"),
    410: (Quality.GONE, "gone for good (410)"),
    429: (Quality.BLOCKED, "too many requests, says the server (429)"),
    451: (Quality.BLOCKED, "withheld for legal reasons (451)"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, as far as its quality can be told from it.

    `text` is the decoded body, empty where it is not text; `location` where a redirect that was not followed leads;
    `cut` is True where the connection ended before the body did; `unasked` where the request did not leave it to the
    server to say that nothing has changed; `page` is False for data (a platform's list), and `file` is True for a PDF
    or a picture.
    """

    status: int
    address: str
    final_address: str
    site_url: str
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    size: int = 0
    location: str = ""
    cut: bool = False
    unasked: bool = False
    page: bool = True
    file: bool = False


def judge(answer: Answer) -> tuple[Quality, str]:
    """The quality of an answer, and in words why it is not ok."""
    return _by_status(answer) or _by_way(answer) or _by_content(answer) or (Quality.OK, "")


def visible_text(html: str, most: int) -> str:
    """The text of a page that a reader sees, roughly, up to about that many characters.

    Reads on in one direction only, so that tags that never close cost nothing.
    """
    pieces: list[str] = []
    length = at = 0
    while 0 <= at < len(html) and length <= most:
        run = RUN.match(html, at)
        if run:
            piece = " ".join(TAG.sub(" ", run[0]).split())
            at = run.end()
        else:
            piece, at = "", _after_tag(html, at)
        if piece:
            pieces.append(piece)
            length += len(piece)
    return " ".join(unescape(" ".join(pieces)).split())


def title_of(html: str) -> str:
    """The title of a page, in one line."""
    source = html.lower()
    start = source.find(">", source.find("<title"))
    end = source.find("</title", start)
    if "<title" not in source or min(start, end) < 0:
        return ""
    return " ".join(unescape(html[start + 1 : min(end, start + LONGEST_TITLE)]).split())


def _after_tag(html: str, tag: int) -> int:
    """Where text goes on after the tag (with all that it hides) that starts there; -1 where it never does."""
    hidden = HIDDEN.match(html, tag)
    if not hidden:
        end = html.find(">", tag)
        return end + 1 if end >= 0 else -1
    if not hidden.group(1):
        end = html.find("-->", tag)
        return end + 3 if end >= 0 else -1
    closing = _closing(hidden.group(1).lower())
    end = html.find("</", hidden.end())
    while end >= 0:
        if close := closing.match(html, end):
            return close.end()
        end = html.find("</", end + 2)
    return -1


@lru_cache(maxsize=16)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}[^>]{{0,100}}>", re.IGNORECASE)


def _by_status(answer: Answer) -> tuple[Quality, str] | None:
    status = answer.status
    if status == 304:
        return (Quality.ERROR, UNASKED) if answer.unasked else (Quality.NOT_MODIFIED, "")
    if answer.location:
        return Quality.REDIRECTED_AWAY, f"leads to another host: {answer.location}"
    if status < 300 and status not in {202, 204, 205}:
        return None
    wall = walls.wall_of(_look(answer))
    if wall and wall[0] in {Quality.BLOCKED, Quality.CONSENT, Quality.LOGIN} and status not in {404, 410}:
        return wall[0], f"{wall[1]} (status {status})"
    if status in BY_STATUS:
        return BY_STATUS[status]
    if status in {204, 205}:
        return Quality.EMPTY, f"the server sent no content ({status})"
    return None if status == 202 else (Quality.ERROR, f"the server answered with status {status}")


def _by_way(answer: Answer) -> tuple[Quality, str] | None:
    if not same_site(answer.final_address, answer.site_url):
        return Quality.REDIRECTED_AWAY, f"leads to another host: {answer.final_address}"
    asked, came = page_key(answer.address), page_key(answer.final_address)
    home = page_key(answer.site_url)
    if asked not in {came, home} and (came == home or is_root(answer.final_address)) and not is_root(answer.address):
        return Quality.REDIRECTED_HOME, f"leads to the front page {answer.final_address}"
    return None


def _by_content(answer: Answer) -> tuple[Quality, str] | None:
    if answer.file:
        return (Quality.TRUNCATED, "the connection ended before the file did") if answer.cut else None
    kind = next((value.lower() for name, value in answer.headers if name.lower() == "content-type"), "")
    if kind and not kind.startswith(PAGES if answer.page else DATA):
        return Quality.NOT_A_PAGE, f"is no page but {kind.partition(';')[0]}"
    if answer.page and answer.text[:200].lstrip().startswith(DATA_BEGINS):
        return Quality.NOT_A_PAGE, "is no page but data"
    if answer.cut:
        return Quality.TRUNCATED, "the connection ended before the page did"
    if not answer.size and not answer.page:
        return Quality.EMPTY, "the answer holds nothing"
    if not answer.page and not answer.text.lstrip().startswith("<"):
        return None
    look = _look(answer)
    wall = walls.wall_of(look)
    if wall:
        return wall[0], f"{wall[1]} (status {answer.status})"
    return _by_text(answer, look) if answer.page else None


def _by_text(answer: Answer, look: Look) -> tuple[Quality, str] | None:
    if onward := _by_refresh(answer, look):
        return onward
    if look.length < FEWEST_CHARACTERS and not any(mark in answer.text for mark in PAYLOADS):
        return Quality.EMPTY, "the page holds no text: it may need a browser"
    return None


def _by_refresh(answer: Answer, look: Look) -> tuple[Quality, str] | None:
    """A short page that sends its reader on at once, as a redirect to there."""
    seconds, onward = get_meta_refresh(answer.text, answer.final_address) if look.source else (None, None)
    if seconds is None or onward is None or seconds > SOON:
        return None
    return _by_way(replace(answer, final_address=onward))


def _look(answer: Answer) -> Look:
    length = len(visible_text(answer.text, walls.longest()))
    short = length <= walls.longest()
    return Look(
        status=answer.status,
        headers=tuple((name.lower(), value.lower()) for name, value in answer.headers),
        title=title_of(answer.text).lower(),
        source=answer.text.lower() if short else "",
        length=length,
    )

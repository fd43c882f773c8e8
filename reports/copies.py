"""The saved copies that cards rest on: which one, and as a page with the words of its card marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from claims.model import Form
from db.kept import Copied
from reports.blocks import Copy, Fact, Line, Part, Style
from reports.files import name_of
from reports.forms.environment import markup_template
from reports.naming import shown_by
from reports.quotes import quoted
from reports.subjects import Subject, bare
from reports.text import ELLIPSIS, address_text, link, short, shown
from reports.times import moment
from reports.words import Words, words

MOST = 1_500  # characters of the words that are looked for


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the page's text; `parts` is the text cut so that every second piece is to be marked."""

    shape: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The page of a saved copy, ready to be laid out."""

    lang: str
    title: str
    remark: str
    facts: tuple[Fact, ...]
    text_title: str
    text_lang: str
    text: tuple[Passage, ...]
    proves_title: str
    proves: tuple[str, ...]


def copy_of(subject: Subject, own: Words) -> Copy | None:
    """The saved copy that shows what leads a subject; its name is the same for the same capture, words and language."""
    shows = shown_by(subject)
    if shows is None:
        return None
    source = subject.source if subject.led_by_source or not subject.findings else None
    quote = (source.quote if source else subject.findings[0].lead.quote)[:MOST]
    content = (shows.warc, shows.offset, shows.digest, shows.page, quote, own.lang)
    return Copy(
        text=own.say("Saved copy, with these words marked"),
        name=name_of(*content),
        site=subject.site,
        page=shows.page,
        address=shows.address,
        warc=shows.warc,
        offset=shows.offset,
        digest=shows.digest,
        quote=quote,
        lang=own.lang,
    )


def copy_page(copy: Copy, copied: Copied) -> str:
    """The page of a saved copy: the text with the words marked, what it is and what it does not prove."""
    return markup_template("copy.html.j2").render(page=_page(copy, copied, words(copy.lang)))


def _page(copy: Copy, copied: Copied, own: Words) -> CopyPage:
    document = copied.document
    text = tuple(_passages(copied, copy.quote))
    return CopyPage(
        lang=own.lang,
        title=own.say("Saved copy of a page of {site}", site=short(copy.site)),
        remark=_remark(copied, any(len(passage.parts) > 1 for passage in text), own),
        facts=tuple(_facts(copy, copied, own)),
        text_title=own.say("The text of the page") if document else "",
        text_lang=document.lang if document else "",
        text=text,
        proves_title=own.say("What this does not prove"),
        proves=(
            own.say(
                "That the address showed the same to others, or at another time: sites vary by country and visitor."
            ),
            own.say("That the clock was right: what was captured when is shown by the manifests of the archive."),
            own.say("Who wrote the text, or who answers for the site."),
            own.say("What the words mean in law. A flag is a reason to look, and decides nothing."),
        ),
    )


def _remark(copied: Copied, is_marked: bool, own: Words) -> str:
    if copied.document is None and copied.pruned:
        return own.say("The capture is no longer kept: its file was let go from the archive. No text can be shown.")
    if copied.document is None:
        return own.say("The capture cannot be read from the archive now. No text can be shown.")
    told = own.say("This is the text of the page as it was captured, without its pictures and its layout.")
    marked = own.say("The words of the card are marked.")
    elsewhere = own.say("The words of the card stand in no running text of it: the capture has them.")
    return f"{told} {marked if is_marked else elsewhere}"


def _facts(copy: Copy, copied: Copied, own: Words) -> Iterator[Fact]:
    capture, document = copied.capture, copied.document
    if document and document.title.strip():
        yield Fact(own.say("Page"), ((quoted(own.quote(short(document.title)), lang=document.lang),),))
    target = link(copy.address)
    yield Fact(own.say("Address"), ((Part(address_text(copy.address), href=target, quoted=True),),))
    if capture:
        yield Fact(own.say("Captured"), ((Part(moment(datetime.fromisoformat(capture.fetched_at), own)),),))
        answered: Line = (Part(own.say("status {status}", status=capture.status)),)
        if bare(capture.final_address) != bare(copy.address):
            answered += (Part(own.say(", answered by ")), quoted(address_text(capture.final_address)))
        yield Fact(own.say("Answer"), (answered,))
    yield Fact(own.say("SHA-256 of the page"), ((Part(short(copy.digest), Style.CODE),),))
    where: Line = (Part(short(copy.warc), Style.CODE), Part(own.say(" (record at byte {offset})", offset=copy.offset)))
    yield Fact(own.say("In the archive"), (where,))


def _passages(copied: Copied, quote: str) -> Iterator[Passage]:
    sought = shown(quote).strip().removesuffix(ELLIPSIS)
    for block in copied.document.blocks if copied.document else ():
        text = shown(block.text).strip()
        if text:
            yield Passage("heading" if block.form == Form.HEADING else "text", _cut(text, sought))


def _cut(text: str, sought: str) -> tuple[str, ...]:
    """The text cut at the words: what stands before, the words, what stands after, and so on."""
    if not sought or sought not in text:
        return (text,)
    pieces = text.split(sought)
    return tuple(piece for each in pieces for piece in (each, sought))[:-1]

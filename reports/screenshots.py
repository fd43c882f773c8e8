"""Pictures of pages that cards link to: which one a card shows, and that as a page of its own."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from reports.blocks import Fact, Line, Part, Screenshot, Style
from reports.files import name_of
from reports.forms.environment import markup_template
from reports.material import Material
from reports.naming import address_of
from reports.subjects import Subject
from reports.text import address_text, link, short
from reports.times import moment
from reports.words import Words, words


@dataclass(frozen=True, slots=True)
class PicturePage:
    """The page of a screenshot, ready to be laid out; `picture` is empty where the file cannot be had."""

    lang: str
    title: str
    remark: str
    facts: tuple[Fact, ...]
    picture_title: str
    says: str
    picture: str
    proves_title: str
    proves: tuple[str, ...]


def screenshot_of(subject: Subject, material: Material, own: Words) -> Screenshot | None:
    """The newest picture of what leads a subject; none that was taken before it was put as it is now."""
    address = subject.source.address if subject.led_by_source and subject.source else address_of(subject)
    since = _since(subject)
    fit = (each for each in material.pictures if (each.site, each.address) == (subject.site, address))
    taken = next((each for each in fit if since is None or each.taken_at >= since), None)
    if taken is None:
        return None
    content = (taken.site, taken.address, taken.taken_at, taken.path, taken.digest, own.lang)
    return Screenshot(
        text=own.say("Screenshot of {moment}", moment=moment(taken.taken_at, own)),
        name=name_of(*content),
        site=taken.site,
        address=taken.address,
        taken_at=taken.taken_at,
        path=taken.path,
        digest=taken.digest,
        lang=own.lang,
    )


def screenshot_fact(picture: Screenshot | None, own: Words) -> tuple[Fact, ...]:
    """Where the picture lies, when it was taken, and its hash."""
    if picture is None:
        return ()
    taken = own.say(", taken {moment}, SHA-256 ", moment=moment(picture.taken_at, own))
    line: Line = (Part(short(picture.path), Style.CODE), Part(taken), Part(short(picture.digest), Style.CODE))
    return (Fact(own.say("Screenshot"), (line,), lasts=2),)


def screenshot_page(picture: Screenshot, content: bytes | None) -> str:
    """The page of a screenshot: the picture itself in it, what it is, and what it does not prove."""
    return markup_template("picture.html.j2").render(page=_page(picture, content, words(picture.lang)))


def _page(picture: Screenshot, content: bytes | None, own: Words) -> PicturePage:
    taken = moment(picture.taken_at, own)
    shows = own.say(
        "A browser opened the page again after the capture and took this picture, a request of its own. Long pages are "
        "cut at their end."
    )
    lost = own.say("The file of this picture is not in the archive as it was kept. Nothing can be shown.")
    where: Line = (Part(short(picture.path), Style.CODE),)
    address = Part(address_text(picture.address), href=link(picture.address), quoted=True)
    return PicturePage(
        lang=own.lang,
        title=own.say("Screenshot of a page of {site}", site=short(picture.site)),
        remark=lost if content is None else shows,
        facts=(
            Fact(own.say("Address"), ((address,),)),
            Fact(own.say("Taken"), ((Part(taken),),)),
            Fact(own.say("SHA-256 of the file"), ((Part(short(picture.digest), Style.CODE),),)),
            Fact(own.say("In the archive"), (where,)),
        ),
        picture_title=own.say("The picture") if content else "",
        says=own.say("The page as a browser showed it, {moment}", moment=taken),
        picture=b64encode(content).decode() if content else "",
        proves_title=own.say("What this does not prove"),
        proves=(
            own.say("That the page looked so when it was captured: the words of the card stand in the saved copy."),
            own.say(
                "That the address showed the same to others, or at another time: sites vary by country and visitor."
            ),
            own.say("What the words mean in law. A flag is a reason to look, and decides nothing."),
        ),
    )


def _since(subject: Subject) -> datetime | None:
    """When what leads was put as it is now."""
    if subject.findings and not subject.led_by_source:
        return subject.findings[0].lead.wording_since
    return max((change.at for change in subject.moves), default=None)

"""An edition as one mail to one reader: the same bytes whenever it is made."""

from dataclasses import replace
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import blake2b
from pathlib import PurePath
from urllib.parse import quote

from db.known import Edition
from db.outbox import Delivery
from monitor.delivery.settings import Delivering, MailServer, ReaderEntry
from reports.again import file_of
from reports.blocks import EditionView, Line, Part
from reports.forms import mail, text
from reports.forms.form import KINDS, Form, rendered
from reports.forms.remarks import on_the_web, stop
from reports.linked import FOLDER, linked_at
from reports.text import short

SUBJECT_LIMIT = 180
# One way of writing everywhere: 7-bit, so that no server on the way has to write it anew.
POLICY = SMTP.clone(cte_type="7bit")


def letter(
    view: EditionView, edition: Edition, delivery: Delivery, reader: ReaderEntry, settings: Delivering
) -> EmailMessage:
    """The mail of an edition: text, HTML, and the forms that the reader asked for."""
    told = _with_ways(view, edition, settings)
    message = EmailMessage(policy=POLICY)
    for name, value in _headers(view, edition, delivery, reader, settings.mail):
        message[name] = value
    plain, html = text.rendered(mail.brief(told)), mail.rendered(told).html
    message.set_content(plain, cte=_encoding(plain))
    message.add_alternative(html, subtype="html", cte=_encoding(html))
    for form in reader.forms:
        main, _, sub = KINDS[form].media_type.partition("/")
        name = file_of(edition, form)
        message.add_attachment(
            rendered(linked_at(view, _copies(settings)), form), maintype=main, subtype=sub, filename=name
        )
    message["Content-Language"] = view.lang  # set before, it would go with the text part
    _set_boundaries(message, delivery.message_id)
    return message


def _encoding(content: str) -> str:
    """Quoted-printable, which people can read; base64 where most is not ASCII and it is shorter."""
    size = len(content.encode())
    quoted = sum(1 if char.isascii() else 3 * len(char.encode()) for char in content)
    return "quoted-printable" if quoted <= size * 4 / 3 else "base64"


def unsubscribe_address(settings: MailServer) -> str:
    """Where to write to end what comes."""
    return parseaddr(settings.unsubscribe or settings.sender)[1]


def _headers(
    view: EditionView, edition: Edition, delivery: Delivery, reader: ReaderEntry, settings: MailServer
) -> list[tuple[str, str | Address]]:
    host = delivery.message_id.rstrip(">").rpartition("@")[2]
    headers: list[tuple[str, str | Address]] = [
        ("From", _address(settings.sender)),
        ("To", _address(reader.mail)),
        ("Subject", short(f"{view.title} · {view.period.split(' · ')[0]}", SUBJECT_LIMIT)),
        ("Date", format_datetime(edition.rendered_at)),
        ("Message-ID", delivery.message_id),
        ("List-Id", f"<{edition.audience}.exowatch.{host}>"),
        ("List-Unsubscribe", _ways_out(reader, settings)),
        ("Auto-Submitted", "auto-generated"),
        ("X-Claims-Priority", view.priority.value if view.priority else "none"),
        ("X-Claims-Edition", str(edition.number)),
    ]
    if settings.unsubscribe_url:
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return headers


def _ways_out(reader: ReaderEntry, settings: MailServer) -> str:
    by_mail = f"<mailto:{unsubscribe_address(settings)}?subject={quote(f'unsubscribe {reader.name}', safe='')}>"
    if not settings.unsubscribe_url:
        return by_mail
    joint = "&" if "?" in settings.unsubscribe_url else "?"
    return f"<{settings.unsubscribe_url}{joint}reader={quote(reader.name, safe='')}>, {by_mail}"


def _address(written: str) -> Address:
    name, address = parseaddr(written)
    return Address(display_name=name, addr_spec=address)


def _with_ways(view: EditionView, edition: Edition, settings: Delivering) -> EditionView:
    """The view with, at its end, the way to its page and the way out."""
    view = linked_at(view, _copies(settings))
    ways: list[Line] = []
    if settings.public.url:
        page = f"{settings.public.url.rstrip('/')}/{PurePath(file_of(edition, Form.PAGE)).name}"
        ways.append((Part(on_the_web(view.lang), href=page),))
    ways.append((Part(stop(view.lang, unsubscribe_address(settings.mail))),))
    return replace(view, foot=(*view.foot, *ways))


def _copies(settings: Delivering) -> str:
    """Where what cards link to can be reached from a mailbox; empty where nowhere."""
    return f"{settings.public.url.rstrip('/')}/{FOLDER}/" if settings.public.url else ""


def _set_boundaries(message: EmailMessage | MIMEPart, seed: str) -> None:
    """Boundaries that follow from the message's name, where Python would draw lots."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            mark = blake2b(f"{seed}\x1f{number}".encode(), digest_size=12).hexdigest()
            part.set_boundary(f"=_{mark}")

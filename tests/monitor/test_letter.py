"""A letter of hostile words: it has the headers that it should have, and no others."""

import re
from datetime import UTC
from email import message_from_bytes
from email.policy import default

import pytest

from db.known import Edition
from db.outbox import Delivery, DeliveryState
from monitor.delivery.letter import letter
from monitor.delivery.settings import Delivering, MailServer, Public, ReaderEntry
from reports.clean import clean
from reports.forms.form import Form
from reports.linked import copies_in, linked_in
from reports.view import view
from tests.reports.build import NOW
from tests.reports.test_forms import HOSTILE_HERE
from tests.reports.test_hostile import poisoned
from tests.reports.week import rich_week

EDITION = Edition(46, "regulator", NOW, NOW, NOW, 12, "digests/0046-regulator-2026-11-16.html", "tag:x")
DELIVERY = Delivery(
    1, 46, "regulator", "anna", "mail", "", "<0123@watch.example.org>", DeliveryState.OWED, NOW, 0, None, None, None, ""
)
SETTINGS = Delivering(MailServer("mx.example.org", sender="Watch <watch@example.org>"))
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "List-Unsubscribe",
    "Auto-Submitted",
    "Content-Language",
    "X-Claims-Priority",
    "X-Claims-Edition",
    "MIME-Version",
    "Content-Type",
}


@pytest.mark.parametrize("hostile", HOSTILE_HERE.values(), ids=HOSTILE_HERE)
def test_hostile_words_add_no_header_and_break_no_line(hostile: str) -> None:
    told = clean(view(poisoned(rich_week(), hostile), NOW, 46, hostile))
    body = letter(told, EDITION, DELIVERY, ReaderEntry("anna", mail="anna@example.org"), SETTINGS).as_bytes()
    assert body.isascii()
    assert max(map(len, body.split(b"\r\n"))) <= 998
    assert b"\n" not in body.replace(b"\r\n", b"")
    read = message_from_bytes(body, policy=default)
    assert set(read.keys()) == HEADERS
    assert not read.defects
    assert str(read["To"]) == "anna@example.org"
    assert len(str(read["Subject"])) <= 180
    assert read["Date"].datetime.astimezone(UTC) == NOW
    assert len(body) < 400_000
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(("hostile", "encoding"), [("plain", "quoted-printable"), ("エクソソーム" * 60, "base64")])
def test_text_is_encoded_in_the_shorter_way(hostile: str, encoding: str) -> None:
    told = clean(view(poisoned(rich_week(), hostile), NOW, 46, hostile))
    body = letter(told, EDITION, DELIVERY, ReaderEntry("anna", mail="anna@example.org"), SETTINGS).as_bytes()
    read = message_from_bytes(body, policy=default)
    assert [part["Content-Transfer-Encoding"] for part in read.iter_parts()] == [encoding] * 2
    assert len(body) < 2 * sum(len(part.get_content().encode()) for part in read.iter_parts())


def test_a_name_outside_ascii_is_written_as_mail_writes_it() -> None:
    settings = Delivering(MailServer("mx.example.org", sender="Überwachung <watch@example.org>"))
    told = view(rich_week(), NOW, 46)
    body = letter(told, EDITION, DELIVERY, ReaderEntry("änna", mail="Änna <anna@example.org>"), settings).as_bytes()
    assert body.isascii()
    read = message_from_bytes(body, policy=default)
    assert str(read["From"]) == "Überwachung <watch@example.org>"
    assert str(read["To"]) == "Änna <anna@example.org>"
    assert "%C3%A4nna" in str(read["List-Unsubscribe"])


@pytest.mark.parametrize("url", ["", "https://watch.example/digests/"])
def test_what_cards_link_to_is_linked_where_they_can_be_reached(url: str) -> None:
    settings = Delivering(SETTINGS.mail, public=Public(url))
    told = view(rich_week(), NOW, 46)
    reader = ReaderEntry("anna", mail="anna@example.org", forms=(Form.PAGE,))
    message = message_from_bytes(letter(told, EDITION, DELIVERY, reader, settings).as_bytes(), policy=default)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    assert len(parts) == 3, "text, HTML, and the page attached"
    marked = copies_in(told)
    for each in linked_in(told):
        end = f"{each.name}{'#words' if each in marked else ''}"
        for part in parts:
            ways = re.findall(rf"[^\s\"]*{each.name}[^\s\"]*", str(part))
            assert ways == ([f"https://watch.example/digests/copies/{end}"] if url else [])

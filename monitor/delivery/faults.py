"""What is wrong with readers and mail server, each with the key that it is about."""

from collections.abc import Iterator, Sequence
from email.utils import parseaddr
from urllib.parse import urlsplit

from claims.law.markets import load_regulation
from monitor.delivery.settings import LOOPBACK, Delivering, MailServer, ReaderEntry
from reports.forms.names import Form

Fault = tuple[tuple[str | int, ...], str]


def faults(settings: Delivering, audiences: Sequence[str]) -> Iterator[Fault]:
    """Every fault with the steps to its key; `audiences` are those whose editions are rendered."""
    names: set[str] = set()
    for number, reader in enumerate(settings.readers):
        if reader.name in names:
            yield ("readers", number, "name"), f"{reader.name!r} is there already: name each reader once"
        names.add(reader.name)
        for key, message in _of_reader(reader, audiences):
            yield ("readers", number, key), message
    if any(reader.mail for reader in settings.readers):
        yield from _of_server(settings.mail)
    if settings.public.url and not _is_web(settings.public.url):
        yield ("public", "url"), "is no http or https address: correct it"


def is_address(text: str) -> bool:
    """Whether a text is one mail address, with a name or without, on one line."""
    name, address = parseaddr(text)
    whole = text.strip() in {address, f"{name} <{address}>", f'"{name}" <{address}>'}
    local, _, domain = address.rpartition("@")
    return whole and bool(local and domain) and text.isprintable() and " " not in address


def _of_reader(reader: ReaderEntry, audiences: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not reader.name.strip() or not reader.name.isprintable():
        yield "name", "is empty or holds what cannot be shown: give a short name"
    if len(reader.channels) != 1:
        named = " and ".join(reader.channels) or "none"
        yield "name", f"{reader.name!r} has as channels: {named}: give it one of mail, notify (or notify_env), folder"
    if reader.mail and not is_address(reader.mail):
        yield "mail", f"{reader.mail!r} is no mail address: write name@example.org"
    if reader.audience not in audiences:
        yield "audience", f"no edition for {reader.audience} is rendered: add it to audiences in [digest]"
    from reports.words import languages  # with all words of editions: loaded where there are readers

    if reader.language not in languages():
        yield "language", f"{reader.language!r} has no catalogue: use {', '.join(languages())}"
    known = {market.market for market in load_regulation().markets} if reader.markets else set()
    for market in reader.markets:
        if market not in known:
            yield "markets", f"{market!r} is no market: use {', '.join(sorted(known))}"
    if Form.FEED in reader.forms:
        yield "forms", "a feed is made of all editions: `exowatch publish` makes it"


def _of_server(mail: MailServer) -> Iterator[Fault]:
    if not mail.server:
        yield ("mail", "server"), "is missing, and a reader gets mail: name the server that takes it"
    if not is_address(mail.sender):
        yield ("mail", "sender"), f"{mail.sender!r} is no mail address: write Name <name@example.org>"
    if mail.unsubscribe and not is_address(mail.unsubscribe):
        yield ("mail", "unsubscribe"), f"{mail.unsubscribe!r} is no mail address: write name@example.org"
    if mail.unsubscribe_url and not mail.unsubscribe_url.startswith("https://"):
        yield ("mail", "unsubscribe_url"), "is no https address: RFC 8058 asks for one, or leave it out"
    if mail.security == "none" and mail.server not in LOOPBACK:
        yield ("mail", "security"), "none is for a server on this machine: use starttls or tls"


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)

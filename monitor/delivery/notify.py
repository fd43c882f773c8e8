"""A notice of an edition to a webhook or chat, through apprise."""

import os

from monitor.delivery.answer import Answer, Later, Refused, Sent
from monitor.delivery.settings import Delivering, ReaderEntry
from reports.blocks import EditionView
from reports.errors import MissingExtra
from reports.forms.remarks import on_the_web


def notice(view: EditionView, page: str, settings: Delivering) -> str:
    """What a notice says: the lead, the figures, and where the page is."""
    numbers = [f"{number.value} {number.label}" for number in view.numbers]
    web = settings.public.url.rstrip("/")
    where = [f"{on_the_web(view.lang)}: {web}/{page}"] if web else []
    return "\n".join([view.lead, "", *numbers, *where])


def notify(view: EditionView, page: str, reader: ReaderEntry, settings: Delivering) -> Answer:
    """Sends the notice. Raises MissingExtra without apprise."""
    try:
        import apprise
    except ImportError as error:
        raise MissingExtra("a notice", "notify", "apprise") from error
    address = os.environ.get(reader.notify_env, "") if reader.notify_env else reader.notify
    if not address:
        return Later(f"the variable {reader.notify_env} holds no address")
    service = apprise.Apprise()
    if not service.add(address):
        return Refused("the address is none that apprise knows")
    body = notice(view, page, settings)
    if service.notify(body=body, title=view.title, body_format=apprise.NotifyFormat.TEXT):
        return Sent("taken")
    return Later("the service did not take it")

"""To whom an edition will be owed, and in which cut."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from db.model import Site
from monitor import watchlist
from monitor.config import Config, place_of
from monitor.delivery.settings import ReaderEntry
from monitor.errors import ConfigError
from monitor.home import Home
from reports.addressing import Recipient
from reports.cut import Cut


def recipients(home: Home, settings: Config, audience: str) -> tuple[Recipient, ...]:
    """The readers of an audience. Raises ConfigError where one names a site or label that the watchlist lacks."""
    readers = [each for each in settings.readers if each.audience == audience]
    if not readers:
        return ()
    sites = watchlist.load(home.watchlist)
    if complaints := [fault for each in settings.readers for fault in _faults(each, settings, sites, home.config)]:
        raise ConfigError("\n".join(complaints))
    return tuple(Recipient(each.name, each.channels[0], cut_of(each, sites)) for each in readers)


def cut_of(reader: ReaderEntry, sites: Sequence[Site]) -> Cut:
    """What a reader asked for: the sites named or labelled, of those that sell into the markets named."""
    chosen = [site for site in sites if _wants(reader, site)]
    names = tuple(site.name for site in chosen) if len(chosen) < len(sites) else None
    return Cut(names, reader.markets, reader.level, reader.language)


def _wants(reader: ReaderEntry, site: Site) -> bool:
    named = not (reader.sites or reader.labels) or site.name in reader.sites or bool({*site.labels} & {*reader.labels})
    return named and (not reader.markets or bool({*site.markets} & {*reader.markets}))


def _faults(reader: ReaderEntry, settings: Config, sites: Sequence[Site], path: Path) -> Iterator[str]:
    number = str(settings.readers.index(reader))
    names, labels = {site.name for site in sites}, {label for site in sites for label in site.labels}
    for key, wanted, known in (("sites", reader.sites, names), ("labels", reader.labels, labels)):
        for word in wanted:
            if word not in known:
                place = place_of(path, "readers", number, key)
                yield f"{place}: readers.{number}.{key}: {word!r} is not in the watchlist: name one that is, or add it"

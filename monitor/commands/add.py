"""`exowatch add`: one more site."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import click

from claims.law.markets import markets_for
from claims.model import SiteKind
from crawler.probe import Probe, probe
from db.model import DEFAULT_DELAY, DEFAULT_MAX_PAGES
from monitor import config, watchlist
from monitor.home import Home
from monitor.kinds import KIND


class Words(click.ParamType[tuple[str, ...]]):
    """Words, separated by commas."""

    name = "word[,word…]"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002 - click's own shape
        ctx: click.Context | None,  # noqa: ARG002
    ) -> tuple[str, ...]:
        """The words, without blanks around them."""
        if isinstance(value, tuple):
            return value
        return tuple(word for part in str(value).split(",") if (word := part.strip()))


def joined(_ctx: click.Context, _param: click.Parameter, value: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """All words of an option that may stand more than once."""
    return tuple(word for words in value for word in words)


@click.command(short_help="Looks at the site at URL and appends it to the watchlist.")
@click.argument("url")
@click.option("--kind", type=KIND, required=True, help="Who speaks there.")
@click.option("--country", required=True, help="Where the seller is, in two letters (ISO 3166).")
@click.option("--name", default="", help="Short and unique; left out: made from the host.")
@click.option("--markets", type=Words(), multiple=True, callback=joined, help="Whose rules apply; else the country's.")
@click.option("--labels", type=Words(), multiple=True, callback=joined, help="Words to choose sites by.")
@click.option("--spider", type=click.Choice(watchlist.SPIDERS), help="How it is visited; left out: what is found.")
@click.option("--start", multiple=True, help="One more address to begin at; may be given more than once.")
@click.option("--delay", type=float, default=DEFAULT_DELAY, show_default=True, help="Seconds between two requests.")
@click.option(
    "--max-pages", "--max_pages", type=int, default=DEFAULT_MAX_PAGES, show_default=True, help="Most pages a run."
)
@click.option("--render", is_flag=True, help="The pages need a browser: exowatch[render].")
@click.option("--allow-private", "--allow_private", is_flag=True, help="Its hosts may be on private addresses.")
@click.option("--ocr", is_flag=True, help="Text in pictures is read too: exowatch[ocr].")
@click.option("--night", default="", help="The hours in which alone it is visited, such as 22:00-06:00 (UTC).")
@click.pass_obj
def add(
    home: Home,
    url: str,
    kind: SiteKind,
    country: str,
    name: str,
    markets: tuple[str, ...],
    labels: tuple[str, ...],
    spider: str | None,
    start: tuple[str, ...],
    delay: float,
    max_pages: int,
    render: bool,
    allow_private: bool,
    night: str,
    ocr: bool,
) -> None:
    """Looks at the site at URL and appends it to the watchlist. A site that does not answer is not appended."""
    home.require()
    entry = watchlist.Entry(
        name=name or name_of(url),
        url=url,
        kind=kind,
        country=country.upper(),
        markets=tuple(market.upper() for market in markets),
        labels=labels,
        spider=spider or "",
        start=start,
        delay=delay,
        max_pages=max_pages,
        render=render,
        allow_private=allow_private,
        night=night,
        ocr=ocr,
    )
    watchlist.check(home.watchlist, entry)
    found = probe(watchlist.site_of(entry), config.load(home.config).contact)
    settled = watchlist.with_spider(entry, spider or found.spider)
    watchlist.append(home.watchlist, settled)
    for line in told(settled, found):
        click.echo(line, err=True)


def name_of(url: str) -> str:
    """A site's name from its host: without www., with the port where there is one."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "site"
    short = host.removeprefix("www.")
    return (f"{short}-{port}" if port else short).replace(":", "-")[:60] or "site"


def markets_told(entry: watchlist.Entry, found: Probe) -> str:
    """Whose rules apply, and which others the site's own pages for other countries would bring."""
    site = watchlist.site_of(entry)
    named = {market for country in found.countries for market in markets_for(country)}
    others = ", ".join(sorted(named - set(site.markets)))
    own = ", ".join(site.markets) or "none known"
    return f"{own} (with --markets also {others}, for which it has pages)" if others else own


def told(entry: watchlist.Entry, found: Probe) -> Iterator[str]:
    """What was found, and what to do next."""
    yield f"added {entry.name}: {found.platform}, language {found.lang or 'not declared'}, spider {entry.spider}"
    yield f"markets: {markets_told(entry, found)}"
    yield from found.lines()
    if found.pages > entry.max_pages:
        yield f"max_pages is {entry.max_pages}: pages with claims are seen at every visit, the others in turns"
    yield f"next: exowatch crawl {entry.name}"

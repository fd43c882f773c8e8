"""`exowatch digest`: one edition; `exowatch editions`: those that are closed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from db.known import Edition
from db.queries import Reader
from monitor import config
from monitor.config import AUDIENCES
from monitor.copies import from_archive
from monitor.delivery.recipients import recipients
from monitor.home import Home
from monitor.lock import held
from monitor.output import emit, json_option, open_in_browser
from monitor.times import MOMENT, written
from reports.again import again, view_of
from reports.files import put_whole
from reports.forms.form import Form
from reports.linked import put_linked
from reports.publish import beside, publish

FORMS = click.option(
    "--form",
    "forms",
    type=click.Choice([form.value for form in Form]),
    multiple=True,
    help="Also as this; may be given several times. pdf needs exowatch[pdf].",
)


@click.command(short_help="Renders the next edition and prints where it lies.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="regulator", show_default=True, help="Who reads it.")
@click.option("--since", type=MOMENT, help="The period's start, such as 2026-11-14; else where the last ended.")
@click.option("--until", type=MOMENT, help="The period's end, written likewise; left out: now.")
@FORMS
@click.option("--edition", "number", type=click.IntRange(min=1), help="Render this closed edition again instead.")
@click.option("--reader", default="", help="With --edition: in the cut that this reader was sent.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser of this machine.")
@click.option("--at", type=MOMENT, hidden=True, help="The moment of rendering (for demos and tests).")
@click.pass_obj
def digest(
    home: Home,
    audience: str,
    since: datetime | None,
    until: datetime | None,
    forms: tuple[str, ...],
    number: int | None,
    reader: str,
    opens: bool,
    at: datetime | None,
) -> None:
    """Renders the next edition into the home's digests folder and prints where it lies.

    Every change is told once to each audience. With --since and --until the edition covers that period again and
    leaves what is still to be told as it is. Readers are owed a new edition: `exowatch deliver` sends it. With
    --edition one that is closed is rendered again, to the same bytes.
    """
    wanted = tuple(Form(form) for form in forms)
    if number is not None:
        if since or until:
            raise click.UsageError("--edition renders what was told: leave out --since and --until")
        paths = rendered_again(home.require(), number, wanted or (Form.PAGE,), reader)
    else:
        if reader:
            raise click.UsageError("--reader belongs to --edition: name the closed edition")
        check_period(since, until, at or datetime.now(UTC))
        with held(home.require().lock):
            page = edition(home, audience, since, until, at, wanted)
        paths = (page, *(beside(page, form) for form in wanted if form is not Form.PAGE))
    for path in paths:
        click.echo(f"digest: {path}")
    if opens:
        open_in_browser(paths[0])


@click.command(short_help="Lists the closed editions, newest first.")
@json_option
@click.pass_obj
def editions(home: Home, as_json: bool) -> None:
    """Lists the closed editions, newest first: what each told, and to how many readers it is still owed."""
    with Reader.open(home.require().store) as reader:
        known = reader.editions()
        owed = [delivery.edition for delivery in reader.deliveries(owed_only=True)]

    def cells(edition: Edition) -> Sequence[object]:
        period = (written(edition.since), written(edition.until))
        return edition.number, edition.audience, *period, edition.changes, owed.count(edition.number), edition.path

    heads = ("number", "audience", "since", "until", "changes", "owed", "page")
    emit(known, as_json, heads, cells, "no edition is closed yet: run `exowatch digest`")


def rendered_again(home: Home, number: int, forms: Sequence[Form], reader: str) -> tuple[Path, ...]:
    """Puts forms of a closed edition into the digests folder; for a reader in the cut that was made for them."""
    with Reader.open(home.store) as store:
        cut = ""
        if reader:
            cuts = {each.reader: each.cut for each in store.deliveries(edition=number)}
            if reader not in cuts:
                known = ", ".join(sorted(cuts)) or "nobody"
                raise click.BadParameter(f"was not sent edition {number}; it went to: {known}", param_hint="--reader")
            cut = cuts[reader]
        made = [again(store, number, form, cut) for form in forms]
        view = view_of(store, number, cut)
    put_linked(view, home.digests, from_archive(home))
    for each in made:
        put_whole(home.digests / each.name, each.body)
    return tuple(home.digests / each.name for each in made)


def check_period(since: datetime | None, until: datetime | None, now: datetime) -> None:
    """Raises a usage error for a period that is none, or not over: what comes later would fall between editions."""
    if until is not None and until > now:
        raise click.BadParameter("lies in the future: give a moment that has passed", param_hint="--until")
    if since is not None and since >= (until or now):
        raise click.BadParameter("lies after the period's end: give an earlier moment", param_hint="--since")


def edition(
    home: Home,
    audience: str,
    since: datetime | None = None,
    until: datetime | None = None,
    at: datetime | None = None,
    forms: Sequence[Form] = (),
) -> Path:
    """Renders and closes one edition; the lock is the caller's. The file it lies in."""
    now = at or datetime.now(UTC)
    settings = config.load(home.config)
    return publish(
        home.store,
        home.digests,
        audience,
        since=since,
        until=until,
        now=now,
        contact=settings.contact,
        recipients=() if since else recipients(home, settings, audience),
        forms=tuple(form for form in forms if form is not Form.PAGE),
        archive=from_archive(home),
    )

"""`exowatch deliver`: what is still owed to readers."""

from datetime import datetime

import click

from db.queries import Reader
from db.store import Store
from monitor import config
from monitor.commands.crawl import AT
from monitor.delivery.answer import Sent
from monitor.delivery.post import Outcome, lines
from monitor.delivery.post import deliver as work_off
from monitor.errors import Exit
from monitor.home import Home
from monitor.lock import held
from monitor.output import emit, json_option
from monitor.times import Clock, written


@click.command(short_help="Sends closed editions to the readers they are owed to.")
@click.option("--all", "also_waiting", is_flag=True, help="Also what failed a while ago and waits for its next try.")
@click.option("--again", is_flag=True, help="Also what a server refused for good.")
@click.option("--list", "only_list", is_flag=True, help="List every delivery and what came of it; send nothing.")
@json_option
@AT
@click.pass_context
def deliver(
    ctx: click.Context, also_waiting: bool, again: bool, only_list: bool, as_json: bool, at: datetime | None
) -> None:
    """Sends each closed edition to the readers of exowatch.toml that it is still owed to, one message each.

    What fails is tried again by later runs, at growing distances. A mail has the same Message-ID at every try.
    """
    home: Home = ctx.obj
    home.require()
    if only_list:
        list_deliveries(home, as_json)
        return
    outcomes = send_owed(home, Clock(at), also_waiting=also_waiting, again=again)
    if not outcomes:
        click.echo("nothing is owed now: `exowatch deliver --list` lists every delivery", err=True)
    ctx.exit(int(exit_of(outcomes)))


def send_owed(home: Home, clock: Clock, *, also_waiting: bool = False, again: bool = False) -> tuple[Outcome, ...]:
    """Sends what is owed and says on standard error what came of each; that."""
    settings = config.load(home.config).delivering
    if not home.store.exists():
        return ()
    with held(home.delivery_lock):
        if again:
            with Store.open(home.store, now=clock.now()) as store:
                store.deliver_again(clock.now())
        outcomes = work_off(home, settings, clock.now, also_waiting=also_waiting)
    for line in lines(outcomes):
        click.echo(line, err=True)
    return outcomes


def exit_of(outcomes: tuple[Outcome, ...]) -> Exit:
    """The exit code that what came of deliveries gives."""
    return Exit.OK if all(isinstance(each.answer, Sent) for each in outcomes) else Exit.INCIDENTS


def list_deliveries(home: Home, as_json: bool) -> None:
    """Prints every delivery, the oldest edition first."""
    with Reader.open(home.store) as reader:
        known = reader.deliveries()
    emit(
        known,
        as_json,
        ("edition", "reader", "channel", "state", "tries", "next try", "ended", "answer"),
        lambda each: (
            each.edition,
            each.reader,
            each.channel,
            each.state,
            each.tries,
            written(each.next_try_at) if each.next_try_at else "",
            written(each.ended_at) if each.ended_at else "",
            each.answer,
        ),
        "nothing was owed to anybody yet: name readers in exowatch.toml",
    )

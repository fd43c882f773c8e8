"""A home with a closed edition that is owed to some readers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from claims.model import Level, SiteKind
from db.outbox import Delivery
from db.queries import Reader
from monitor import config, watchlist
from monitor.cli import main
from monitor.home import Home
from monitor.times import written
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World

NOW = START + WEEK + timedelta(days=1)
PAGE = Leaf((Says("Regrows hair in weeks."), Says("Heals scars.", type="wound_scar", level=Level.CRITICAL)))
READERS = """
[[readers]]
name = "anna"
mail = "Anna <anna@example.org>"

[[readers]]
name = "ben"
mail = "ben@example.org"
level = "critical"
forms = ["xlsx"]

[[readers]]
name = "desk"
folder = "drop"
forms = ["page", "csv"]
"""


@dataclass(slots=True)
class Owing:
    """The home, and the commands given to it."""

    home: Home

    def run(self, *words: str, at: datetime = NOW) -> Result:
        """One command, dated."""
        command = ["--home", str(self.home.path), *words]
        undated = {"--list", "editions", "--edition", "doctor"} & {*words}
        dated = [] if undated else ["--at", written(at)]
        return CliRunner().invoke(main, [*command, *dated])

    def deliveries(self) -> dict[str, Delivery]:
        """What is known of each reader's delivery of the newest edition."""
        with Reader.open(self.home.store) as reader:
            return {each.reader: each for each in reader.deliveries()}


def settings(port: int, *, security: str = "none", more: str = "", readers: str = READERS) -> str:
    """A settings file whose mail goes to that port of loopback."""
    return f"""contact = "watch@example.org"
[mail]
server = "127.0.0.1"
port = {port}
security = "{security}"
sender = "Exosome watch <digest@watch.example.org>"
{more}
{readers}"""


def home_of(folder: Path, text: str) -> Owing:
    """A home with one visit in its store, and these settings."""
    home = Home(folder)
    home.config.write_text(text, encoding="utf-8")
    home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
    entry = watchlist.Entry("Lumen-Shop", "http://127.0.0.1/", SiteKind.RETAILER, "DE", ("EU",), ("lamps",))
    watchlist.append(home.watchlist, entry)
    world = World(home.store)
    world.visit(START, serum=PAGE)
    world.store.close()
    assert SHOP.name == "Lumen Shop"
    config.load(home.config)
    return Owing(home)

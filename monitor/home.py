"""The folder that holds one watch: configuration, watchlist, store, captures, digests."""

from dataclasses import dataclass
from pathlib import Path

from db.errors import StoreUnusable
from monitor.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one home."""

    path: Path

    @property
    def config(self) -> Path:
        """The settings, exowatch.toml."""
        return self.path / "exowatch.toml"

    @property
    def watchlist(self) -> Path:
        """The sites, watchlist.yml."""
        return self.path / "watchlist.yml"

    @property
    def store(self) -> Path:
        """The SQLite database."""
        return self.path / "exowatch.db"

    @property
    def captures(self) -> Path:
        """The WARC files, a folder a site."""
        return self.path / "captures"

    @property
    def digests(self) -> Path:
        """The rendered editions."""
        return self.path / "digests"

    @property
    def lock(self) -> Path:
        """The file that the running process holds."""
        return self.path / ".exowatch.lock"

    @property
    def delivery_lock(self) -> Path:
        """The file that the process holds that sends: a crawl may go on meanwhile."""
        return self.path / ".exowatch-deliver.lock"

    @property
    def public(self) -> Path:
        """The static folder of all editions, for a web server."""
        return self.path / "public"

    def require(self) -> "Home":
        """This home, if it has been set up. Raises ConfigError where it has not."""
        if not self.config.is_file() or not self.watchlist.is_file():
            raise ConfigError(
                f"{self.path}: no exowatch.toml and watchlist.yml here: run `exowatch --home {self.path} init`, "
                "or name another folder with --home"
            )
        return self

    def require_history(self) -> "Home":
        """This home, unless its database was lost while its captures were kept. Raises StoreUnusable where it was.

        A new one would take all that is known for news, and number its manifests over those that are there.
        """
        log = self.store.with_name(f"{self.store.name}-wal")
        if not any(file.exists() and file.stat().st_size for file in (self.store, log)) and any(
            self.captures.rglob("*.warc.gz")
        ):
            raise StoreUnusable(
                f"{self.store}: is missing or empty, though captures are kept in {self.captures}: put back a backup, "
                "or move that folder away too, to begin anew"
            )
        return self

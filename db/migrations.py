"""What brings a store's file to the newest schema: each step runs once, and all that are due in one transaction."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.base import Database
from db.errors import StoreUnusable
from db.schema import FIRST
from db.steps import (
    CONFIRMED_WORDS,
    COUNTED,
    COUNTRY_OF_EXIT,
    DOCUMENTS,
    EDITION_CAPTURES,
    ENDED_BY_DISMISSAL,
    ENDLESS,
    FINISHED,
    JOINED,
    LEADS,
    MANIFESTS,
    NEWS_INDEX,
    OCR,
    OUTBOX,
    PAGE_MOVES,
    PICTURES,
    PRUNED,
    READ_BY,
    REREAD,
    SEARCH,
    SOURCE_VERDICTS,
    STANDING,
    VERDICTS,
    WATCHED,
)
from db.views import FIRST_VIEWS

if TYPE_CHECKING:
    import sqlite_utils

SET = "exowatch"
WENT = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid"
HAS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
IS_NEW = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)"
# What sqlite-utils keeps of the steps that a file has been through, word for word.
KEPT = (
    """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)
KEEP = """
    INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
    VALUES (?, ?, strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now'))"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, which never changes, what it gives, and its statements."""

    name: str
    gives: str
    statements: tuple[str, ...]

    def take(self, db: "Database | sqlite_utils.Database") -> None:
        """Runs the statements."""
        for statement in self.statements:
            db.execute(statement)


STEPS = (
    Step("0001_first", "The tables and views of the first release", FIRST + FIRST_VIEWS),
    Step(
        "0002_reread",
        "Which runs are one, what they rest on, how far re-readings came",
        REREAD,
    ),
    Step("0003_manifests", "The manifests that make the archive provable, and which runs each covers", MANIFESTS),
    Step("0004_search", "Full-text search of quotes, and how much of each site each run saw as a view", SEARCH),
    Step("0005_watched", "Which sites the watchlist still names", WATCHED),
    Step("0006_pruned", "Which files of the archive were let go", PRUNED),
    Step("0007_outbox", "What each edition says, to render it again, and what of it is owed to each reader", OUTBOX),
    Step(
        "0008_verdicts",
        "What reviewers said of claims, only ever added to, and what waits for them",
        VERDICTS,
    ),
    Step(
        "0009_leads",
        "Addresses that sites name, visited or not, with their dates; a site's hours",
        LEADS,
    ),
    Step(
        "0010_finished",
        "Which runs are over with all that follows a visit",
        FINISHED,
    ),
    Step("0011_news", "News found without looking at all that moved", NEWS_INDEX),
    Step("0012_pictures", "Pictures of pages with a pressing change, where they are asked for", PICTURES),
    Step("0013_standing", "How many claims of each kind stand, and ways to what changes are about", STANDING),
    Step("0013_ocr", "Which sites have the text in their pictures read", OCR),
    Step("0014_documents", "The documents of the newest ok captures, to be read again", DOCUMENTS),
    Step("0015_counted", "What the newest run of each site saw, kept from its end on", COUNTED),
    Step("0016_edition_captures", "Which captures the cards of an edition show", EDITION_CAPTURES),
    Step("0017_page_moves", "The history of what a page states, found from its address", PAGE_MOVES),
    Step("0018_source_verdicts", "What reviewers said of stated sources, and what of these waits", SOURCE_VERDICTS),
    Step("0019_endless", "Which addresses a run did not follow, for there is no end of them", ENDLESS),
    Step(
        "0020_country_of_exit", "From which country a run's requests left, as its operator stated it", COUNTRY_OF_EXIT
    ),
    Step("0021_read_by", "What each reading rests on, so that what cannot have moved need not be read again", READ_BY),
    Step("0022_ended_by_dismissal", "What waits again after a dismissal that followed a letter", ENDED_BY_DISMISSAL),
    Step("0023_joined", "Which claims were known under two numbers", JOINED),
    Step("0024_confirmed_words", "What waits again after it was confirmed in other words", CONFIRMED_WORDS),
)


def bring_up_to_date(db: Database, path: Path) -> None:
    """Apply what is missing. Raises StoreUnusable where a newer version wrote the file."""
    done = _known(applied(db), path)
    if any(step.name not in done for step in STEPS) and not _made_new(db):
        apply(db)


def apply(db: Database, *, stop_before: str = "") -> None:
    """Take a file through the steps that it lacks, in their order, up to one that is named.

    The file is held while sqlite-utils looks which these are, so that of two processes that open it at once one waits.
    """
    # Loaded for an older file only: it brings numpy, 0.1 s and 13 MB at the start of any other command.
    from sqlite_utils import Database as File
    from sqlite_utils import Migrations

    steps = Migrations(SET)
    for step in STEPS:
        steps(name=step.name)(step.take)
    db.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(File(db.conn, execute_plugins=False), stop_before=stop_before or None)
        db.execute("COMMIT")
    except BaseException:
        db.conn.rollback()
        raise


def _made_new(db: Database) -> bool:
    """Takes a file that holds nothing through all steps, as sqlite-utils would; False where it holds something."""
    db.execute("BEGIN IMMEDIATE")
    try:
        is_new = bool(db.execute(IS_NEW).fetchone()[0])
        if is_new:
            for statement in KEPT:
                db.execute(statement)
            for step in STEPS:
                step.take(db)
                db.execute(KEEP, (SET, step.name))
        db.execute("COMMIT")
    except BaseException:
        db.conn.rollback()
        raise
    return is_new


def applied(db: Database) -> tuple[str, ...]:
    """The steps that a file has been through, in the order in which it was."""
    try:
        rows = db.execute(WENT, (SET,)).fetchall()
    except sqlite3.OperationalError:
        if has_table(db, "_sqlite_migrations"):
            raise
        return ()
    return tuple(row["name"] for row in rows)


def has_table(db: Database, name: str) -> bool:
    """Whether a file has a table of that name."""
    return db.execute(HAS, (name,)).fetchone() is not None


def is_behind(db: Database) -> bool:
    """Whether a file is a store that has not been through every step."""
    done = applied(db)
    return has_table(db, "sites") and any(step.name not in done for step in STEPS)


def refuse_newer(db: Database, path: Path) -> None:
    """Raise StoreUnusable where the file has been through steps that this version does not know."""
    _known(applied(db), path)


def _known(done: tuple[str, ...], path: Path) -> tuple[str, ...]:
    if strange := sorted(set(done) - {step.name for step in STEPS}):
        raise StoreUnusable(
            f"{path}: was written by a newer version of Exowatch (it knows {', '.join(strange)}): "
            "install that version, or point --home at another folder"
        )
    return done

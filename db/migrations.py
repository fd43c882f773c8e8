"""What brings a store's file to the newest schema; each step runs once, in a transaction of its own."""

from pathlib import Path

from sqlite_utils import Database, Migrations

from db.errors import StoreUnusable
from db.schema import FIRST
from db.steps import (
    COUNTED,
    DOCUMENTS,
    EDITION_CAPTURES,
    FINISHED,
    LEADS,
    MANIFESTS,
    NEWS_INDEX,
    OCR,
    OUTBOX,
    PICTURES,
    PRUNED,
    REREAD,
    SEARCH,
    STANDING,
    VERDICTS,
    WATCHED,
)
from db.views import FIRST_VIEWS

migrations = Migrations("exowatch")


@migrations(name="0001_first")
def first(db: Database) -> None:
    """The tables and views of the first release."""
    for statement in FIRST + FIRST_VIEWS:
        db.execute(statement)


@migrations(name="0002_reread")
def reread(db: Database) -> None:
    """What re-reading needs: which runs are one, what they rest on, how far they came, and what a body is."""
    for statement in REREAD:
        db.execute(statement)


@migrations(name="0003_manifests")
def manifests(db: Database) -> None:
    """The manifests that make the archive provable, and which runs each covers."""
    for statement in MANIFESTS:
        db.execute(statement)


@migrations(name="0004_search")
def search(db: Database) -> None:
    """Full-text search of quotes, and how much of each site each run saw as a view."""
    for statement in SEARCH:
        db.execute(statement)


@migrations(name="0005_watched")
def watched(db: Database) -> None:
    """Which sites the watchlist still names."""
    for statement in WATCHED:
        db.execute(statement)


@migrations(name="0006_pruned")
def pruned(db: Database) -> None:
    """Which files of the archive were let go."""
    for statement in PRUNED:
        db.execute(statement)


@migrations(name="0007_outbox")
def outbox(db: Database) -> None:
    """What each edition says, to render it again, and what of it is owed to each reader."""
    for statement in OUTBOX:
        db.execute(statement)


@migrations(name="0008_verdicts")
def verdicts(db: Database) -> None:
    """What reviewers said of claims, only ever added to, and the queue of what waits for them."""
    for statement in VERDICTS:
        db.execute(statement)


@migrations(name="0009_leads")
def leads(db: Database) -> None:
    """Addresses that sites name, visited or not, with the dates they give; and the hours of a site."""
    for statement in LEADS:
        db.execute(statement)


@migrations(name="0010_finished")
def finished(db: Database) -> None:
    """Which runs are over with all that follows a visit, so that one that was killed goes on where it was."""
    for statement in FINISHED:
        db.execute(statement)


@migrations(name="0011_news")
def news(db: Database) -> None:
    """News found without looking at all that moved."""
    for statement in NEWS_INDEX:
        db.execute(statement)


@migrations(name="0012_pictures")
def pictures(db: Database) -> None:
    """Pictures of pages with a pressing change, where they are asked for."""
    for statement in PICTURES:
        db.execute(statement)


@migrations(name="0013_standing")
def standing(db: Database) -> None:
    """How many claims of each kind stand, and ways to what a few changes are about."""
    for statement in STANDING:
        db.execute(statement)


def bring_up_to_date(db: Database, path: Path) -> None:
    """Apply what is missing. Raises StoreUnusable where a newer version wrote the file."""
    refuse_newer(db, path)
    if migrations.pending(db):
        migrations.apply(db)


def is_behind(db: Database) -> bool:
    """Whether a file is a store that has not been through every step."""
    return db["sites"].exists() and bool(migrations.pending(db))


def refuse_newer(db: Database, path: Path) -> None:
    """Raise StoreUnusable where the file has been through steps that this version does not know."""
    known = {step.name for step in migrations.pending(Database(memory=True))}
    if strange := sorted({step.name for step in migrations.applied(db)} - known):
        raise StoreUnusable(
            f"{path}: was written by a newer version of Exowatch (it knows {', '.join(strange)}): "
            "install that version, or point --home at another folder"
        )


@migrations(name="0013_ocr")
def ocr(db: Database) -> None:
    """Which sites have the text in their pictures read."""
    for statement in OCR:
        db.execute(statement)


@migrations(name="0014_documents")
def documents(db: Database) -> None:
    """The documents of the newest ok captures, to be read again without extracting them."""
    for statement in DOCUMENTS:
        db.execute(statement)


@migrations(name="0015_counted")
def counted(db: Database) -> None:
    """What the newest run of each site saw, kept from its end on."""
    for statement in COUNTED:
        db.execute(statement)


@migrations(name="0016_edition_captures")
def edition_captures(db: Database) -> None:
    """Which captures the cards of an edition show."""
    for statement in EDITION_CAPTURES:
        db.execute(statement)

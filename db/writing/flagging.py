"""Flags as sets that are kept once, however many claims carry the same."""

from json import dumps

from claims.model import Flag, Provision
from db.base import Database
from db.digests import flags_digest, provision_digest
from db.ranks import highest
from db.writing.rows import insert, one


def flag_set(db: Database, flags: tuple[Flag, ...]) -> int | None:
    """The number of the set of these flags, kept now if it is new; None where there are none."""
    if not flags:
        return None
    digest = flags_digest(flags)
    if known := one(db, "SELECT id FROM flag_sets WHERE digest = ?", digest):
        return int(known["id"])
    number = insert(db, "flag_sets", digest=digest, level=highest(flags))
    for flag in flags:
        _keep(db, number, flag)
    return number


def _keep(db: Database, number: int, flag: Flag) -> None:
    insert(
        db,
        "flags",
        flag_set_id=number,
        market=flag.market,
        level=flag.level,
        nature=flag.nature,
        rule=flag.rule,
        reason=flag.reason,
        clears_if=flag.clears_if,
        provisions=dumps([_provision(db, provision) for provision in flag.provisions]),
        comparison=dumps([_provision(db, provision) for provision in flag.comparison]),
        confirmed=flag.confirmed,
        is_general=flag.general,
    )


def _provision(db: Database, provision: Provision) -> int:
    digest = provision_digest(provision)
    if known := one(db, "SELECT id FROM provisions WHERE digest = ?", digest):
        return int(known["id"])
    return insert(
        db,
        "provisions",
        digest=digest,
        name=provision.id,
        market=provision.market,
        instrument=provision.instrument,
        provision=provision.provision,
        title=provision.title,
        says=provision.says,
        address=provision.address,
        confirmed=provision.confirmed,
        kind=provision.kind,
    )

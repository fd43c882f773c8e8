"""An edition cut to what one reader asked for, and the names under which it goes out."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import Level
from db.model import ChangeKind
from db.queries import Reader
from reports.addressing import Recipient, authority
from reports.cut import Cut, cut_to, says
from reports.gather import gather
from reports.material import Material
from reports.publish import publish
from reports.stored import unpacked
from reports.view import view
from reports.words import words
from tests.db.world import START, WEEK, Leaf, Says, World
from tests.reports.build import NOW

HAIR = Leaf((Says("Regrows hair in weeks."), Says("Heals scars.", type="wound_scar", level=Level.CRITICAL)))
AFTER = START + WEEK + timedelta(days=1)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """A store of one visit."""
    world = World(tmp_path / "exowatch.db")
    world.visit(START, serum=HAIR)
    world.store.close()
    return Reader.open(world.path)


def test_the_whole_edition_is_no_cut(rich: Material, reader: Reader) -> None:
    assert cut_to(rich, Cut(), reader) is rich
    assert (Cut().key, says(Cut(), words())) == ("", "")
    assert len({Cut(markets=("UK",)).key, Cut(level=Level.HIGH).key, Cut(sites=()).key, Cut(lang="de").key, ""}) == 5


def test_only_the_sites_asked_for_are_left(rich: Material, reader: Reader) -> None:
    left = cut_to(rich, Cut(sites=("ExoVeil", "glowdepot")), reader)
    assert {change.site for change in left.changes} == {"ExoVeil", "glowdepot"}
    assert {site.site for site in left.coverage} == {"ExoVeil", "glowdepot"}
    assert {claim.site for claim in left.claims} <= {"ExoVeil", "glowdepot"}
    assert says(Cut(sites=("ExoVeil", "glowdepot")), words()) == "cut to ExoVeil and glowdepot"
    page = view(left, NOW, 46)
    assert "Lumen Vale" not in repr(page)


def test_flags_of_other_markets_weigh_nothing(rich: Material, reader: Reader) -> None:
    left = cut_to(rich, Cut(markets=("EU",)), reader)
    first = left.claims[0]
    assert (rich.claims[0].level, first.level) == (Level.CRITICAL, Level.HIGH)
    assert {flag.market for claim in left.claims for flag in claim.flags} == {"EU"}
    assert next(change.level for change in left.changes if change.claim == first.id) is Level.HIGH
    assert (left.before, left.site_totals, left.site_weeks) == (None, (), ())
    assert "US" not in {row[17] for row in view(left, NOW, 46).sheets[0].rows}


def test_a_least_level_leaves_out_what_weighs_less(rich: Material, reader: Reader) -> None:
    left = cut_to(rich, Cut(level=Level.HIGH), reader)
    assert {change.level for change in left.changes} == {Level.CRITICAL, Level.HIGH}
    assert rich.site_weeks
    assert left.site_weeks == ()
    assert says(Cut(markets=("UK",), level=Level.HIGH), words()) == "cut to Great Britain; high and above"


def test_the_totals_of_a_cut_are_those_of_its_sites(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    world.visit(START, serum=Leaf((Says("Regrows hair in weeks."),)))
    world.visit(START + WEEK, serum=HAIR)
    world.store.close()
    with Reader.open(world.path) as reader:
        for sites, news in ((("Lumen Shop",), 1), (("Another",), 0), (None, 1)):
            weeks = reader.week_totals(AFTER, sites=sites)
            assert sum(week.critical for week in weeks) == news
            assert sum(total.now for total in reader.type_totals(START + WEEK, AFTER, sites=sites)) == news
            total = reader.period_total(START + WEEK, AFTER, sites=sites)
            assert (total.news, total.pages_seen) == (news, news)


def test_the_totals_of_a_level_are_those_from_it_up(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    low = Says("Feels soft on the skin.", "softness", level=Level.LOW)
    world.visit(START, serum=Leaf((Says("Regrows hair in weeks."),)))
    world.visit(START + WEEK, serum=Leaf((*HAIR.says, low)))
    world.store.close()
    with Reader.open(world.path) as reader:
        material = gather(reader, "regulator", START + WEEK, AFTER, AFTER)
        for level, types in ((Level.HIGH, 1), (Level.LOW, 2), (None, 2)):
            cut = Cut(sites=("Lumen Shop",), level=level)
            left = cut_to(material, cut, reader)
            assert len([total for total in left.types if total.now]) == types
            assert sum(week.critical + week.high + week.medium + week.low for week in left.weeks) == types
            total = reader.period_total(START + WEEK, AFTER, level=level)
            assert (total.news, total.pages_seen) == (types, 1)
        for cut, types in (
            (Cut(markets=("EU",)), 2),
            (Cut(markets=("EU", "US"), level=Level.HIGH), 1),
            (Cut(markets=("US",)), 0),
            (Cut(markets=("EU",), sites=("Another",)), 0),
        ):
            left = cut_to(material, cut, reader)
            assert len(left.weeks) == 2
            assert sum(week.critical + week.high + week.medium + week.low for week in left.weeks) == types, cut
            assert [total.now for total in left.types] == [1] * types


def test_each_recipient_is_owed_one_message_in_its_own_cut(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    world.visit(START, serum=HAIR)
    world.store.close()
    recipients = (
        Recipient("anna", "mail", Cut()),
        Recipient("ben", "mail", Cut(level=Level.CRITICAL)),
        Recipient("cy", "folder", Cut(level=Level.CRITICAL)),
    )
    publish(
        world.path, tmp_path / "digests", "regulator", now=AFTER, contact="a@watch.example.org", recipients=recipients
    )
    with Reader.open(world.path) as reader:
        (edition,) = reader.editions()
        bodies = {body.cut: unpacked(body.body) for body in reader.edition_bodies(1)}
        owed = {each.reader: each for each in reader.deliveries(owed_only=True)}
        assert reader.untold("regulator") == ()
    assert edition.permanent_id.startswith("tag:watch.example.org,2026-03-10:exowatch/regulator/1/")
    assert set(bodies) == {"", Cut(level=Level.CRITICAL).key}
    assert (len(bodies[""].changes), len(bodies[owed["ben"].cut].changes)) == (2, 1)
    assert "cut to critical and above" in bodies[owed["cy"].cut].period
    assert (owed["anna"].channel, owed["cy"].channel) == ("mail", "folder")
    assert len({each.message_id for each in owed.values()}) == 3
    assert all(each.message_id.endswith("@watch.example.org>") for each in owed.values())


def test_two_watches_of_one_contact_never_share_a_name(tmp_path: Path) -> None:
    names = set()
    for folder in ("one", "two"):
        world = World(tmp_path / f"{folder}.db")
        world.visit(START, **{folder: HAIR})
        world.store.close()
        publish(world.path, tmp_path / folder, "regulator", now=AFTER, recipients=(Recipient("anna", "mail", Cut()),))
        with Reader.open(world.path) as reader:
            names |= {reader.editions()[0].permanent_id, reader.deliveries()[0].message_id}
    assert len(names) == 4


@pytest.mark.parametrize(
    ("contact", "domain"),
    [
        ("watch@example.org", "example.org"),
        ("Watch <watch@Sub.example.org>", "sub.example.org"),
        ("https://www.example.org/about", "www.example.org"),
        ("", "exowatch.invalid"),
        ("call me", "exowatch.invalid"),
        ("x@exa\r\nmple.org,2026:", "exowatch.invalid"),
    ],
)
def test_the_domain_that_a_contact_speaks_for(contact: str, domain: str) -> None:
    assert authority(contact) == domain


def test_a_change_of_a_source_weighs_what_it_weighs_in_these_markets(rich: Material, reader: Reader) -> None:
    conflict = next(change for change in rich.changes if change.kind is ChangeKind.CONFLICT_OPENED)
    one = replace(rich, changes=(conflict,))
    assert cut_to(one, Cut(markets=("EU",)), reader).changes == (conflict,)
    assert cut_to(one, Cut(markets=("UK",)), reader).changes == (replace(conflict, level=None),)
    assert cut_to(one, Cut(markets=("UK",), level=Level.LOW), reader).changes == ()

"""Re-reading: whatever it moves is technical, at once, and never news."""

from dataclasses import replace

from claims.model import Disclosure, Level
from db.kept import ReadAgain, StoredPage
from db.model import ChangeKind, Quality
from db.queries import Reader
from tests.db.world import DAY, SHOP, START, WEEK, Leaf, Says, World, product, read, states

HAIR = Says("Exosomes regrow hair in four weeks.")
SCARS = Says("Scars close within days after the serum", "wound_scar")
NEWER = ("en 2 bbbb",)
PACKS_AGAIN = ("en 3 cccc",)
LATER = START + 3 * DAY
HUMAN, PLANT = (("human", "umbilical cord"),), (("plant", "rose"),)


def again(world: World, **leaves: Leaf) -> list[str]:
    """Read the stored captures of some pages again as these; the kinds of what moved."""
    world.now = max(world.now, LATER)
    run = world.store.begin_reread([SHOP], "rules", world.now)
    for page in world.store.to_reread(run, [SHOP.name]):
        path = page.address.removeprefix("http://127.0.0.1/")
        if path in leaves:
            world.store.reread(run, ReadAgain(page), (read(f"/{path}", leaves[path]),), world.now)
    world.store.end_run(run, world.now)
    with Reader.open(world.path) as reader:
        made = reader.changes(run=run)
    assert all(change.technical for change in made)
    assert all(change.at == world.now for change in made)
    return [str(change.kind) for change in made]


def news(world: World) -> int:
    """What a digest of the time since the first look would count as news."""
    with Reader.open(world.path) as reader:
        return reader.period_total(START + DAY, START + 52 * WEEK).news


def test_what_new_rules_find_and_no_longer_find(world: World) -> None:
    world.visit(START, a=Leaf([HAIR, SCARS]))
    blind = replace(HAIR, type="")
    assert again(world, a=Leaf([blind, SCARS], packs=NEWER)) == ["gone"]
    assert [claim.quote for claim in world.claims()] == [SCARS.text]
    assert again(world, a=Leaf([HAIR, SCARS], packs=PACKS_AGAIN)) == ["returned"]
    assert not any(claim.rotating for claim in world.claims())
    assert news(world) == 0


def test_a_claim_found_late_was_seen_when_its_page_was(world: World) -> None:
    world.visit(START, a=Leaf([replace(HAIR, type=""), SCARS]))
    assert again(world, a=Leaf([HAIR, SCARS], packs=NEWER)) == ["new"]
    found = next(claim for claim in world.claims() if claim.quote == HAIR.text)
    assert found.technical
    assert found.first_seen == found.last_seen < LATER
    assert news(world) == 0


def test_levels_sources_prices_and_products(world: World) -> None:
    first = Leaf([HAIR], [product("/a")], [states(Disclosure.STATED, *PLANT, of="/a")])
    world.visit(START, a=first)
    second = Leaf(
        [replace(HAIR, level=Level.CRITICAL)],
        [product("/a", "99.00"), product("/b", name="Cord Ampoule")],
        [states(Disclosure.STATED, *HUMAN, of="/a")],
        packs=NEWER,
        stated_level=Level.CRITICAL,
    )
    assert set(again(world, a=second)) == {"price", "source", "level"}
    assert set(again(world, a=replace(first, packs=PACKS_AGAIN))) >= {"price", "source", "level"}
    assert news(world) == 0


def test_a_document_that_is_no_longer_made_goes_with_all_on_it(world: World) -> None:
    world.begin(START)
    world.pages("/list", {"/x": Leaf([HAIR]), "/y": Leaf([SCARS])})
    world.end()
    run = world.store.begin_reread([SHOP], "rules", LATER)
    (page,) = world.store.to_reread(run, [SHOP.name])
    world.store.reread(run, ReadAgain(page), (read("/x", Leaf([HAIR])), read("/z", Leaf([SCARS]))), LATER)
    kinds = [change.kind for change in world.changes() if change.at == LATER]
    assert ChangeKind.PAGE_GONE not in kinds
    assert {claim.quote for claim in world.claims()} == {HAIR.text, SCARS.text}
    assert news(world) == 0


def test_reading_again_confirms_no_absence(world: World) -> None:
    world.visit(START, a=Leaf([HAIR, SCARS]))
    world.begin(START + WEEK)
    world.page("/a", Leaf([SCARS]))
    world.end()
    assert again(world, a=Leaf([SCARS], packs=NEWER)) == []
    assert again(world, a=Leaf([SCARS], packs=PACKS_AGAIN)) == []
    assert {claim.quote for claim in world.claims()} == {HAIR.text, SCARS.text}
    world.begin(START + 2 * WEEK)
    world.page("/a", Leaf([SCARS], packs=PACKS_AGAIN))
    gone = world.changes()[-1]
    assert (gone.kind, gone.technical) == (ChangeKind.GONE, False)


def test_the_page_s_own_news_after_a_reading_is_news(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    again(world, a=Leaf([HAIR], packs=NEWER))
    assert world.visit(START + WEEK, a=Leaf([HAIR, SCARS], packs=NEWER)) == ["new"]
    assert not world.changes()[-1].technical
    assert news(world) == 1


def test_a_run_that_was_cut_off_goes_on_unless_rules_moved(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]), b=Leaf([SCARS]))
    run = world.store.begin_reread([SHOP], "rules", LATER)
    first, second = world.store.to_reread(run, [SHOP.name])
    world.store.reread_same(run, [ReadAgain(first)])
    assert world.store.begin_reread([SHOP], "rules", LATER) == run
    assert world.store.to_reread(run, [SHOP.name]) == (second,)
    other = world.store.begin_reread([SHOP], "other rules", LATER)
    assert other != run
    assert len(world.store.to_reread(other, [SHOP.name])) == 2
    with Reader.open(world.path) as reader:
        assert len(reader.runs()) == 1


def test_pages_that_are_gone_or_never_kept_are_left_alone(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    world.begin(START + WEEK)
    world.trouble("/a", Quality.GONE, 404)
    world.end()
    world.begin(START + 2 * WEEK)
    world.trouble("/a", Quality.GONE, 404)
    world.trouble("/b", Quality.BLOCKED)
    world.end()
    world.now = START + 3 * WEEK
    run = world.store.begin_reread([SHOP], "rules", world.now)
    assert world.store.to_reread(run, [SHOP.name]) == ()


def test_a_stored_page_knows_what_it_gave(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    run = world.store.begin_reread([SHOP], "rules", LATER)
    (page,) = world.store.to_reread(run, [SHOP.name])
    assert isinstance(page, StoredPage)
    assert {one.digest.key for one in page.known} == {"/a"}

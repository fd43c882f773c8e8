"""The documents of the newest ok captures are kept, once, and for as long as anybody would read them again."""

from dataclasses import replace

from claims.model import Document
from db.kept import ReadAgain, StoredPage
from db.model import Quality, Visit
from db.packing import pack, unpacked
from tests.db.world import DAY, SHOP, START, WEEK, Leaf, Says, World, read

HAIR = Says("Exosomes regrow hair in four weeks.")
SCARS = Says("Scars close within days after the serum", "wound_scar")


def stored(world: World) -> tuple[StoredPage, ...]:
    """What a re-reading would read."""
    return world.store.to_reread(-1, [SHOP.name])


def kept(world: World) -> dict[str, tuple[Document, ...]]:
    """What is kept, by address."""
    pages = stored(world)
    found = world.store.kept_documents(pages)
    return {page.address.rpartition("/")[2]: unpacked(found[page.id]) for page in pages if page.id in found}


def writes(world: World) -> int:
    """How many rows were written so far."""
    return int(world.store._db.conn.total_changes)


def test_the_newest_of_each_page_is_kept(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]), b=Leaf([SCARS]))
    assert kept(world) == {"a": (read("/a", Leaf([HAIR])).document,), "b": (read("/b", Leaf([SCARS])).document,)}
    world.visit(START + WEEK, a=Leaf([HAIR, SCARS]))
    assert kept(world)["a"] == (read("/a", Leaf([HAIR, SCARS])).document,)


def test_an_unchanged_page_stores_nothing_of_it(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    world.begin(START + WEEK)
    before = writes(world)
    world.page("/a", Leaf([HAIR]))
    same = writes(world) - before
    world.end()
    world.begin(START + 2 * WEEK)
    before = writes(world)
    world.page("/a", Leaf([HAIR], salt="a visitor counter"))
    assert writes(world) - before == same
    (page,) = stored(world)
    assert page.made_of
    assert kept(world)["a"] == (read("/a", Leaf([HAIR])).document,)


def test_a_capture_that_is_not_ok_leaves_them(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    world.begin(START + WEEK)
    world.trouble("/a", Quality.BLOCKED)
    world.end()
    assert set(kept(world)) == {"a"}


def test_without_the_name_of_what_made_them_nothing_is_kept_or_believed(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    world.begin(START + WEEK)
    capture = world.capture("/a", digest="other", warc="a.warc.gz", offset=9)
    world.store.record(world.run, Visit(capture, (read("/a", Leaf([SCARS])),)))
    world.end()
    (page,) = stored(world)
    assert (page.digest, page.made_of) == ("other", ""), "what is kept was made of an older capture"


def test_a_reading_again_keeps_what_it_had_to_make(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    run = world.store.begin_reread([SHOP], "newer", world.now)
    (page,) = world.store.to_reread(run, [SHOP.name])
    made = read("/a", Leaf([HAIR, SCARS])).document
    world.store.reread_same(run, [ReadAgain(page, documents=pack([made], "newer extractor"))])
    (page,) = stored(world)
    assert page.made_of == "newer extractor"
    assert kept(world)["a"] == (made,)


def test_pages_that_are_gone_are_let_go_when_captures_are(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]), b=Leaf([SCARS]))
    for at in (START + WEEK, START + 2 * WEEK):
        world.begin(at)
        world.trouble("/a", Quality.GONE, 404)
        world.page("/b", Leaf([SCARS]))
        world.end()
    count = "SELECT count(*) FROM documents"
    assert world.store._db.execute(count).fetchone()[0] == 2
    world.store.prune((), world.now)
    assert world.store._db.execute(count).fetchone()[0] == 1
    assert set(kept(world)) == {"b"}
    world.now += DAY
    world.visit(world.now, a=Leaf([HAIR]))
    assert set(kept(world)) == {"a", "b"}, "it is back, and so is what it says"


def test_another_state_of_the_packs_moves_no_page(world: World) -> None:
    world.visit(START, a=Leaf([HAIR]))
    run = world.store.begin_reread([SHOP], "newer", world.now)
    (page,) = world.store.to_reread(run, [SHOP.name])
    (known,) = page.known
    newer = replace(known, digest=replace(known.digest, reading="as read by newer packs"), packs=("en 2 bbbb",))
    world.store.reread_same(run, [ReadAgain(page, renewed=(newer,))])
    world.store.end_run(run, world.now)
    (page,) = stored(world)
    assert page.known == {newer}

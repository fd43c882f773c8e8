"""Claims from first to last sight: each scenario is a site over several runs."""

from claims.model import Level, Status
from db.model import ChangeKind, Quality
from tests.db.world import DAY, START, WEEK, Leaf, Says, World

GROWS = Says("Exosomes regrow hair in four weeks.")
HEALS = Says("Our exosomes heal scars.", "wound_scar")
OTHER = Says("Free shipping on all orders.", type="")


def test_a_first_look_is_marked_and_later_finds_are_news(world: World) -> None:
    assert world.visit(START, a=Leaf([GROWS])) == ["new"]
    assert world.visit(START + WEEK, a=Leaf([GROWS, HEALS])) == ["new"]
    assert [change.baseline for change in world.changes()] == [True, False]
    assert [claim.baseline for claim in sorted(world.claims(), key=lambda claim: claim.id)] == [True, False]


def test_a_first_look_cut_off_stays_a_first_look(world: World) -> None:
    world.begin(START)
    world.page("/a", Leaf([GROWS]))
    world.visit(START + DAY, a=Leaf([GROWS]), b=Leaf([HEALS]))
    assert [change.baseline for change in world.changes()] == [True, True]


def test_the_third_look_is_none_of_the_first_even_if_all_were_cut_off(world: World) -> None:
    for number, says in enumerate(([GROWS], [GROWS, HEALS], [GROWS, HEALS, Says("Safe.", "safety")])):
        world.begin(START + number * DAY)
        world.page("/a", Leaf(says))
    assert [change.baseline for change in world.changes()] == [True, True, False]


def test_gone_needs_a_second_full_fetch(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, OTHER]))
    world.begin(START + WEEK)
    assert world.page("/a", Leaf([OTHER])).changes == 0
    assert world.store.suspects(world.run, "Lumen Shop") == ("http://127.0.0.1/a",)
    assert world.claims()[0].gone_at is None
    assert world.page("/a", Leaf([OTHER]), full=False).changes == 0
    assert world.page("/a", Leaf([OTHER])).changes == 1
    assert world.store.suspects(world.run, "Lumen Shop") == ()
    gone = world.changes()[-1]
    assert (gone.kind, gone.before, gone.technical) == (ChangeKind.GONE, GROWS.text, False)
    assert gone.seen_at is not None
    assert gone.missed_at is not None
    assert gone.seen_at < START + WEEK < gone.missed_at < gone.at
    assert world.claims() == ()
    assert world.claims(live=False)[0].gone_at == gone.at


def test_the_next_visit_confirms_as_well(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, OTHER]))
    world.begin(START + WEEK)
    world.page("/a", Leaf([OTHER]))
    world.end()
    assert world.store.validators("Lumen Shop") == {}
    world.begin(START + 2 * WEEK)
    world.page("/a", Leaf([OTHER]))
    assert world.changes()[-1].kind == ChangeKind.GONE


def test_what_is_missed_once_and_back_is_no_news(world: World) -> None:
    world.visit(START, a=Leaf([GROWS, OTHER]))
    world.begin(START + WEEK)
    world.page("/a", Leaf([OTHER]))
    world.page("/a", Leaf([GROWS, OTHER]))
    assert len(world.changes()) == 1
    assert world.store.suspects(world.run, "Lumen Shop") == ()


def test_bad_captures_change_nothing(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    for number, quality in enumerate(set(Quality) - {Quality.OK, Quality.NOT_MODIFIED, Quality.GONE}):
        world.begin(START + (number + 1) * WEEK)
        world.trouble("/a", quality)
        world.trouble("/a", quality)
        assert world.store.suspects(world.run, "Lumen Shop") == ()
        world.end()
        assert world.store.validators("Lumen Shop") == {}
    assert len(world.changes()) == 1
    assert world.claims()[0].last_seen < START + DAY


def test_a_claim_that_came_behind_a_wall_is_told_when_the_wall_falls(world: World) -> None:
    world.visit(START, a=Leaf([OTHER]))
    world.begin(START + WEEK)
    world.trouble("/a", Quality.BLOCKED)
    world.end()
    assert world.store.validators("Lumen Shop") == {}
    assert world.visit(START + 2 * WEEK, a=Leaf([OTHER, GROWS])) == ["new"]


def test_an_ok_capture_without_any_document_proves_nothing(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    world.begin(START + WEEK)
    world.pages("/a", {})
    world.pages("/a", {})
    assert len(world.claims()) == 1


def test_a_page_in_a_language_without_a_pack_loses_no_claim(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    assert world.visit(START + WEEK, a=Leaf([OTHER], read=False)) == []
    assert world.claims()[0].last_seen < START + DAY
    assert world.visit(START + 2 * WEEK, a=Leaf([GROWS])) == []
    assert world.claims()[0].last_seen > START + 2 * WEEK


def test_gone_and_returned(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    assert world.visit(START + WEEK, a=Leaf([HEALS])) == ["new", "gone"]
    assert world.visit(START + 2 * WEEK, a=Leaf([GROWS])) == ["returned", "gone"]
    assert world.changes()[3].reason == "it was gone since 2026-03-09"
    assert len(world.claims(live=None)) == 2


def test_rotation_is_told_once_and_then_needs_a_long_absence(world: World) -> None:
    leaves = [Leaf([GROWS, OTHER]), Leaf([HEALS, OTHER])]
    kinds = [world.visit(START + number * WEEK, a=leaves[number % 2]) for number in range(12)]
    assert kinds[:6] == [
        ["new"],
        ["new", "gone"],
        ["returned", "gone"],
        ["returned", "gone"],
        ["returned", "gone"],
        ["returned"],
    ]
    assert kinds[6:] == [[]] * 6
    assert all(claim.rotating for claim in world.claims())
    assert "comes and goes" in world.changes()[-1].reason
    for number in range(12, 20):
        world.visit(START + number * WEEK, a=leaves[0])
    assert [claim.quote for claim in world.claims()] == [GROWS.text]
    assert world.changes()[-1].kind == ChangeKind.GONE


def test_small_edits_are_the_same_claim(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    for number, text in enumerate(
        [
            "Exosomes regrow hair in four weeks!",
            "EXOSOMES regrow  hair in four weeks",
            "Exosomes regroww hair in four weeks.",
        ]
    ):
        assert world.visit(START + (number + 1) * WEEK, a=Leaf([Says(text)])) == []
        assert [claim.quote for claim in world.claims()] == [text]


def test_another_disease_in_a_long_sentence_is_told(world: World) -> None:
    text = "Exosomes treat {} in all of our clinics across the country, by a team that has been with us for very long."
    world.visit(START, a=Leaf([Says(text.format("eczema"))]))
    assert world.visit(START + WEEK, a=Leaf([Says(text.format("autism"))])) == ["reworded"]
    assert world.changes()[-1].before == text.format("eczema")


def test_a_number_is_no_small_edit(world: World) -> None:
    world.visit(START, a=Leaf([Says("Each vial holds 10 billion exosomes.", "potency")]))
    assert world.visit(START + WEEK, a=Leaf([Says("Each vial holds 50 billion exosomes.", "potency")])) == ["reworded"]


def test_reworded_shows_before_and_after(world: World) -> None:
    after = Says("Our exosomes regrow your hair in only four weeks.")
    world.visit(START, a=Leaf([GROWS, HEALS]))
    assert world.visit(START + WEEK, a=Leaf([after, HEALS])) == ["reworded"]
    change = world.changes()[-1]
    assert (change.before, change.after) == (GROWS.text, after.text)
    claim = next(claim for claim in world.claims() if claim.type == "hair_growth")
    assert claim.quote == after.text
    assert claim.first_seen < START + DAY
    assert claim.wording_since > START + WEEK
    assert world.visit(START + 2 * WEEK, a=Leaf([after, HEALS])) == []


def test_another_type_is_another_claim(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    assert world.visit(START + WEEK, a=Leaf([Says(GROWS.text, "wound_scar")])) == ["new", "gone"]


def test_one_sentence_on_three_pages_is_one_claim(world: World) -> None:
    assert world.visit(START, a=Leaf([GROWS]), b=Leaf([GROWS]), c=Leaf([GROWS])) == ["new"]
    assert [place.page for place in world.claims()[0].places] == ["/a", "/b", "/c"]
    assert world.visit(START + WEEK, a=Leaf([OTHER]), b=Leaf([GROWS]), c=Leaf([GROWS])) == []
    world.begin(START + 2 * WEEK)
    for path in ("/a", "/b", "/c"):
        world.page(path, Leaf([OTHER]))
    assert len(world.store.suspects(world.run, "Lumen Shop")) == 1
    world.look_again({path: Leaf([OTHER]) for path in "abc"})
    assert [change.kind for change in world.changes()] == [ChangeKind.NEW, ChangeKind.GONE]


def test_one_sentence_on_fifty_pages_is_told_once_when_it_comes_and_once_when_it_goes(world: World) -> None:
    paths = [f"p{number}" for number in range(50)]
    assert world.visit(START, **dict.fromkeys(paths, Leaf([GROWS, OTHER]))) == ["new"]
    assert len(world.claims()[0].places) == 50
    assert world.visit(START + WEEK, **dict.fromkeys(paths, Leaf([OTHER]))) == ["gone"]


def test_a_price_inside_may_move(world: World) -> None:
    world.visit(START, a=Leaf([Says("For only €49.00 our exosomes regrow hair.")]))
    assert world.visit(START + WEEK, a=Leaf([Says("For only €59 our exosomes regrow hair.")])) == []
    assert world.visit(START + 2 * WEEK, a=Leaf([Says("For only 59,00 EUR our exosomes regrow hair!")])) == []
    assert len(world.claims(live=None)) == 1


def test_a_rewording_on_many_pages_is_told_once(world: World) -> None:
    after = Says("Our exosomes regrow your hair in only four weeks.")
    world.visit(START, a=Leaf([GROWS]), b=Leaf([GROWS]), c=Leaf([GROWS]))
    assert world.visit(START + WEEK, a=Leaf([after]), b=Leaf([after]), c=Leaf([GROWS])) == ["reworded"]
    assert world.visit(START + 2 * WEEK, a=Leaf([after]), b=Leaf([after]), c=Leaf([after])) == []
    assert len(world.claims()) == 1


def test_two_wordings_side_by_side_are_two_claims(world: World) -> None:
    after = Says("Our exosomes regrow your hair in only four weeks.")
    world.visit(START, a=Leaf([GROWS]))
    world.visit(START + WEEK, a=Leaf([after]))
    assert world.visit(START + 2 * WEEK, a=Leaf([GROWS, after])) == ["new"]
    assert {claim.quote for claim in world.claims()} == {GROWS.text, after.text}
    assert world.visit(START + 3 * WEEK, a=Leaf([GROWS, after])) == []


def test_softer_and_stronger(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    softer = Says(GROWS.text, status=Status.HEDGED, level=Level.MEDIUM)
    assert world.visit(START + WEEK, a=Leaf([OTHER, softer])) == ["status"]
    change = world.changes()[-1]
    assert (change.before, change.after, change.level) == ("asserted", "hedged", Level.MEDIUM)
    assert "high to medium" in change.reason
    assert world.visit(START + 2 * WEEK, a=Leaf([OTHER, Says(GROWS.text, status=Status.HEDGED)])) == ["level"]
    assert world.claims()[0].flags[0].level == Level.HIGH


def test_pages_that_put_a_claim_unlike_do_not_flap(world: World) -> None:
    hedged = Says(GROWS.text, status=Status.HEDGED, level=Level.MEDIUM)
    world.visit(START, a=Leaf([GROWS]), b=Leaf([hedged]))
    for number in range(1, 4):
        leaves = {"a": Leaf([GROWS, Says(f"{number}", type="")]), "b": Leaf([hedged, Says(f"{number}", type="")])}
        assert world.visit(START + number * WEEK, **leaves) == []
    assert world.claims()[0].level == Level.HIGH


def test_noise_is_no_change(world: World) -> None:
    world.visit(START, a=Leaf([GROWS]))
    world.begin(START + WEEK)
    assert world.page("/a", Leaf([GROWS], salt="visitor 4711")).unchanged

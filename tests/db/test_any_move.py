"""Any history of a product that moves from address to address, asked here or there: one product, told once."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from claims.model import Disclosure
from db.health import troubles
from db.known import Change
from db.model import ChangeKind, Quality
from db.outbox import Closing
from db.queries import Reader
from tests.db.world import START, WEEK, Leaf, Says, World, product, states

OTHER = Says("Free shipping on all orders.", type="")
WENT = {ChangeKind.GONE, ChangeKind.PRODUCT_GONE, ChangeKind.RETURNED, ChangeKind.PRODUCT_RETURNED}


def leaf_of(key: str) -> Leaf:
    """The page of the product at an address."""
    says = [Says("Exosomes regrow hair in four weeks.", product=key), OTHER]
    return Leaf(says, [product(key)], [states(Disclosure.STATED, ("human", ""), of=key)])


class AnyMove(RuleBasedStateMachine):
    """A product is sold at one address at a time; runs ask at some that it has had, and editions tell."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name) / "exowatch.db")
        self.weeks = 0
        self.keys = ["/0/serum"]
        self.told: list[Change] = []
        self.is_known = True
        self.seen = {"/0/serum"}
        self.world.visit(START, **{"0/serum": leaf_of("/0/serum")})

    def teardown(self) -> None:
        """Let go of the file."""
        self.world.store.close()
        self.folder.cleanup()

    @rule(moves=st.integers(0, 2), old=st.sampled_from(("first", "last", "not", "leads")), blocked=st.booleans())
    def week(self, moves: int, old: str, blocked: bool) -> None:
        """The product moves or not; a run asks at its address, and before or after that, or not, at those it had."""
        self.weeks += 1
        self.keys += [f"/{len(self.keys) + number}/serum" for number in range(moves)]
        now, before = self.keys[-1], [key for key in self.keys[:-1] if key in self.seen]
        self.world.begin(START + self.weeks * WEEK)
        if old == "first":
            self._ask_left(before, blocked=blocked)
        self.world.page(now, leaf_of(now))
        self.seen.add(now)
        if old == "last":
            self._ask_left(before, blocked=blocked)
        if old == "leads":
            for key in before:
                self.world.pages(key, {now: leaf_of(now)})
                self.world.pages(key, {now: leaf_of(now)})
        self.world.end()
        self.is_known = not before or (old != "not" and not (blocked and old != "leads"))

    @precondition(lambda self: self.weeks)
    @rule()
    def edition(self) -> None:
        """An edition tells what is untold."""
        with Reader.open(self.world.path) as reader:
            changes = reader.untold("regulator")
        ids = [change.id for change in changes]
        self.world.store.close_edition(Closing("regulator", START, self.world.now, ids, self.world.now, "digest.html"))
        self.told += [change for change in changes if not change.baseline]

    @invariant()
    def nothing_of_it_ever_went(self) -> None:
        """It was never away, so it is told neither to have gone nor to be back; each of its claims stands."""
        assert not [change for change in self.world.changes() if change.kind in WENT]

    @invariant()
    def what_is_known_to_have_moved_is_one(self) -> None:
        """Once its old addresses have answered, there is one product and one claim, known since the start."""
        with Reader.open(self.world.path) as reader:
            products = reader.products(live=None)
        claims = self.world.claims(live=None)
        assert min(one.first_seen for one in products) == min(one.first_seen for one in claims) < START + WEEK
        if self.is_known:
            assert [one.key for one in products] == [self.keys[-1]]
            assert [one.product for one in claims] == [self.keys[-1]]

    @invariant()
    def what_was_told_as_new_is_told_to_have_moved(self) -> None:
        """Each address at which it was told as new is told once more at most: as that to which it moved."""
        new = [change.address for change in self.told if change.kind is ChangeKind.PRODUCT_NEW]
        moved = [change.after for change in self.told if change.kind is ChangeKind.PRODUCT_MOVED]
        assert len(set(new)) == len(new)
        assert len(set(moved)) == len(moved)
        assert set(moved) <= set(new)
        said = [change for change in self.told if change.kind is ChangeKind.NEW]
        assert len(said) == len(new)

    @invariant()
    def what_is_counted_is_what_is_there(self) -> None:
        """Totals that are kept are those that a recount gives."""
        assert troubles(self.world.path) == ()

    def _ask_left(self, keys: list[str], *, blocked: bool) -> None:
        for key in keys:
            if blocked:
                self.world.trouble(key, Quality.BLOCKED, 403)
            else:
                self.world.trouble(key, Quality.GONE, 404)


TestAnyMove = AnyMove.TestCase
TestAnyMove.settings = settings(max_examples=25, stateful_step_count=8, deadline=None, database=None)

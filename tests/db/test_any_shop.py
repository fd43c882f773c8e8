"""Any history of a shop's products and of its list, beside a small model of what it really sold."""

import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from claims.model import Disclosure, StatedSource
from db.health import troubles
from db.known import Change, KnownProduct
from db.model import ChangeKind, Quality
from db.queries import Reader
from tests.db.world import START, WEEK, Leaf, Says, World, product, states

PRICES = ("29.00", "39.00", "49.00")
SOURCES = (("human", "umbilical cord"), ("plant", "rose"))
STATES = ("sold", "sold", "sold", "left out", "removed")
OUTCOMES = st.sampled_from(("ok", "ok", "ok", "bad", "not visited"))
LISTS = st.sampled_from((None, "whole", "whole", "bad"))
NUMBERS = range(3)
HERE, AWAY = ChangeKind.PRODUCT_NEW, ChangeKind.PRODUCT_GONE


@dataclass(frozen=True, slots=True)
class Turn:
    """What a shop does with a product in a week."""

    state: str
    price: str
    source: tuple[str, str]
    moves: bool
    new_first: bool


TURNS = st.builds(
    Turn,
    st.sampled_from(STATES),
    st.sampled_from(PRICES),
    st.sampled_from(SOURCES),
    st.sampled_from((False, False, True)),
    st.booleans(),
)


@dataclass(slots=True)
class Item:
    """One product: what the shop does with it, and what a watcher must know of it by now.

    `left` are addresses that it had before and that answer 404, asked after its own where `new_first`; `known` is where
    it was last seen, `misses` how many visits found its page gone since, `listed` every address of it that a whole list
    has had.
    """

    number: int
    state: str = "sold"
    price: str = PRICES[0]
    source: tuple[str, str] = SOURCES[0]
    moves: int = 0
    left: list[str] = field(default_factory=list)
    known: str = ""
    live: bool = False
    misses: int = 0
    prices: list[str] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    new_first: bool = False

    @property
    def name(self) -> str:
        """What it is called."""
        return f"Serum {self.number}"

    @property
    def key(self) -> str:
        """Its address now."""
        return f"/{self.moves}/serum-{self.number}"

    def becomes(self, turn: Turn) -> None:
        """It is sold otherwise from now on, or elsewhere: then its old address answers 404."""
        self.state, self.price, self.source, self.new_first = turn.state, turn.price, turn.source, turn.new_first
        if turn.moves:
            self.left.append(self.key)
            self.moves += 1

    def leaf(self) -> Leaf:
        """What its page says: its name stays on it also where it is not sold, as pages have something of their own."""
        says = [Says(f"{self.name}. Free shipping on all orders.", type="")]
        if self.state != "sold":
            return Leaf(says)
        stated: StatedSource = states(Disclosure.STATED, self.source, of=self.key)
        return Leaf(says, [product(self.key, self.price, self.name)], [stated])

    def is_seen(self) -> None:
        """An ok capture of its page shows it."""
        self.known, self.live, self.misses = self.key, True, 0
        if not self.prices or self.prices[-1] != self.price:
            self.prices.append(self.price)
        if not self.sources or self.sources[-1] != self.source:
            self.sources.append(self.source)


class AnyShop(RuleBasedStateMachine):
    """Products come, change price and source, move, are left out or removed; a list may say so; a run a week looks."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name) / "exowatch.db")
        self.weeks = 0
        self.items = [Item(number) for number in NUMBERS]

    def teardown(self) -> None:
        """Let go of the file."""
        self.world.store.close()
        self.folder.cleanup()

    @rule(turns=st.tuples(*(TURNS for _ in NUMBERS)), outcomes=st.tuples(*(OUTCOMES for _ in NUMBERS)), listing=LISTS)
    def week(self, turns: tuple[Turn, ...], outcomes: tuple[str, ...], listing: str | None) -> None:
        """The shop moves, then a run visits the products, and reads the list where there is one."""
        self.weeks += 1
        for item, turn in zip(self.items, turns, strict=True):
            item.becomes(turn)
        self.world.begin(START + self.weeks * WEEK)
        self.world.page("/", Leaf([Says("A shop.", type="")]))
        shown = {n for n, outcome in zip(NUMBERS, outcomes, strict=True) if self._visit(self.items[n], outcome)}
        if listing == "bad":
            self.world.trouble("/products.json", Quality.BLOCKED)
        if listing == "whole":
            keys = {item.key for item in self.items if item.state == "sold"}
            self.world.pages("/products.json", {"/all": Leaf()}, listed=frozenset({"/anchor", *keys}))
        self._look_again()
        self.world.end()
        if listing == "whole":
            self._believe_the_list(shown)

    @invariant()
    def what_is_known_is_what_was_seen(self) -> None:
        """One product of each name that was ever seen, where, for how much and of what it was last seen; or gone."""
        known: dict[str, list[KnownProduct]] = defaultdict(list)
        with Reader.open(self.world.path) as reader:
            for one in reader.products(live=None):
                known[one.name].append(one)
        assert set(known) == {item.name for item in self.items if item.prices}
        for item in self.items:
            for one in known[item.name]:
                assert one.key == item.known
                assert (one.gone_at is None) == item.live, item
                assert one.price
                assert str(one.price.amount) == item.prices[-1]
                assert not item.live or one.sources == (item.sources[-1],)
            assert len(known[item.name]) <= 1

    @invariant()
    def each_move_is_told_once(self) -> None:
        """New, then gone and returned in turn; every price and source that was seen, after the one before it."""
        everything = self.world.changes()
        for item in self.items:
            changes = [change for change in everything if change.subject == item.name]
            kinds = [change.kind for change in changes if change.kind in {HERE, AWAY, ChangeKind.PRODUCT_RETURNED}]
            assert kinds[:1] == [HERE][: len(item.prices)]
            assert not kinds or (kinds[-1] == AWAY) == (not item.live)
            assert all(kind == AWAY for kind in kinds[1::2])
            assert all(kind == ChangeKind.PRODUCT_RETURNED for kind in kinds[2::2])
            assert told(changes, ChangeKind.PRICE) == pairs([f"EUR {price}" for price in item.prices])
            assert told(changes, ChangeKind.SOURCE) == pairs([": ".join(source) for source in item.sources])

    @invariant()
    def what_is_counted_is_what_is_there(self) -> None:
        """Totals that are kept are those that a recount gives."""
        assert troubles(self.world.path) == ()

    def _visit(self, item: Item, outcome: str) -> bool:
        """Visit a product where it was and where it is; whether it was shown."""
        if outcome == "not visited":
            return False
        away = bool(item.known) and item.known != item.key
        for path in (item.key, *dict.fromkeys(item.left)) if item.new_first else (*dict.fromkeys(item.left), item.key):
            if path != item.key:
                self.world.trouble(path, Quality.GONE, 404)
            elif outcome == "bad":
                self.world.trouble(path, Quality.ERROR, 503)
            elif item.state == "removed":
                self.world.trouble(path, Quality.GONE, 404)
            else:
                self.world.page(path, item.leaf())
        if outcome == "ok" and item.state == "sold":
            item.is_seen()
            return True
        if away or (outcome == "ok" and item.state == "removed"):
            item.misses += 1
            item.live = item.live and item.misses < 2
        elif outcome == "ok":
            item.live = False
        return False

    def _look_again(self) -> None:
        at = {f"http://127.0.0.1{item.key}": item for item in self.items}
        for address in self.world.store.suspects(self.world.run, "Lumen Shop"):
            path = address.removeprefix("http://127.0.0.1")
            if address not in at or at[address].state == "removed":
                self.world.trouble(path, Quality.GONE, 404)
                continue
            self.world.page(path, at[address].leaf())
            if at[address].state == "sold":
                at[address].is_seen()

    def _believe_the_list(self, shown: set[int]) -> None:
        """What the list had once and lacks now is gone, unless its page was seen to sell it."""
        for item in self.items:
            if item.state == "sold":
                item.listed.add(item.key)
            dropped = item.known in item.listed and (item.state != "sold" or item.known != item.key)
            if dropped and item.number not in shown:
                item.live = False


def told(changes: list[Change], kind: ChangeKind) -> list[tuple[str, str]]:
    """What changes of a kind say, in order."""
    return [(change.before, change.after) for change in changes if change.kind == kind]


def pairs(seen: list[str]) -> list[tuple[str, str]]:
    """Each with the one after it."""
    return list(pairwise(seen))


TestAnyShop = AnyShop.TestCase
TestAnyShop.settings = settings(max_examples=20, stateful_step_count=8, deadline=None, database=None)

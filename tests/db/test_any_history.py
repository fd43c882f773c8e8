"""Any history of visits, beside a small model of what the site really said."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db.health import troubles
from db.kept import ReadAgain
from db.model import ChangeKind, Quality
from db.outbox import Closing
from db.queries import Reader
from tests.db.world import SHOP, START, WEEK, Leaf, Says, World, read

# Unlike enough that none is another in other words.
POOL = (
    Says("Exosomes regrow hair."),
    Says("Scars close within days after the serum", "wound_scar"),
    Says("Pain in the joints is eased by our vesicles", "pain_orthopaedic"),
    Says("Clinically proven on forty volunteers", "clinical_evidence"),
)
PATHS = ("a", "b", "c")
BAD = (Quality.BLOCKED, Quality.ERROR, Quality.UNREACHABLE, Quality.EMPTY, Quality.SOFT_404)
ENDS = ("whole", "whole", "cut off", "cut off, given again")
OUTCOMES = st.sampled_from(("ok", "ok", "ok", "bad", "missing", "not visited"))


class AnyHistory(RuleBasedStateMachine):
    """Pages say things, change, are blocked, vanish; a run a week sees what it can."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name) / "exowatch.db")
        self.weeks = 0
        self.says: dict[str, frozenset[int]] = dict.fromkeys(PATHS, frozenset())
        self.believed: dict[str, frozenset[int]] = {}
        self.missing: set[str] = set()
        self.told: list[int] = []
        self.captured: dict[str, frozenset[int]] = {}
        self.blind: int | None = None

    def teardown(self) -> None:
        """Let go of the file."""
        self.world.store.close()
        self.folder.cleanup()

    @rule(path=st.sampled_from(PATHS), says=st.frozensets(st.integers(0, len(POOL) - 1)))
    def page_changes(self, path: str, says: frozenset[int]) -> None:
        """A page says something else from now on."""
        self.says[path] = says

    @rule(outcomes=st.tuples(*(OUTCOMES for _ in PATHS)), bad=st.sampled_from(BAD), end=st.sampled_from(ENDS))
    def run(self, outcomes: tuple[str, ...], bad: Quality, end: str) -> None:
        """A week later a run visits the pages, as far as they answer; it may be cut off before its second look.

        Given again within the hour it goes on where it was; else the next week's is another.
        """
        self.weeks += 1
        self.world.begin(START + self.weeks * WEEK)
        for path, outcome in zip(PATHS, outcomes, strict=True):
            self._visit(path, outcome, bad)
        if end == "cut off, given again":
            run, visited = self.world.run, [p for p, o in zip(PATHS, outcomes, strict=True) if o != "not visited"]
            self.world.begin(self.world.now + timedelta(hours=1))
            assert self.world.run == run
            known = self.world.store.answered(run, SHOP.name)
            assert sorted(known) == [f"http://127.0.0.1/{path}" for path in visited]
        if end != "cut off":
            self.world.look_again({path: self._leaf(path) for path in PATHS})
            self.world.end()

    @precondition(lambda self: self.weeks)
    @rule(blind=st.sampled_from((None, 0, 1)))
    def rules_change(self, blind: int | None) -> None:
        """Our rules no longer find one sentence, or find it again; all captures are read anew, and nothing is news."""
        self.blind = blind
        before = len(self.world.changes())
        run = self.world.store.begin_reread([SHOP], str(blind), self.world.now)
        for page in self.world.store.to_reread(run, [SHOP.name]):
            path = page.address.removeprefix("http://127.0.0.1/")
            reads = (read(f"/{path}", self._leaf(path, self.captured[path])),)
            self.world.store.reread(run, ReadAgain(page), reads, self.world.now)
        self.world.store.end_run(run, self.world.now)
        assert all(change.technical for change in self.world.changes()[before:])

    @precondition(lambda self: self.weeks)
    @rule()
    def edition(self) -> None:
        """An edition tells what was not told yet."""
        with Reader.open(self.world.path) as reader:
            ids = [change.id for change in reader.untold("regulator")]
        at = self.world.now
        self.world.store.close_edition(Closing("regulator", at - WEEK, at, ids, at, "digest.html"))
        self.told.extend(ids)

    @invariant()
    def what_stands_is_what_pages_say(self) -> None:
        """What any page was last seen to say stands; what none says is gone, or waits for its proof."""
        numbers = {number for numbers in self.believed.values() for number in numbers} - {self.blind}
        said = {POOL[number].text for number in numbers}
        live = {claim.quote: claim for claim in self.world.claims()}
        assert said <= live.keys()
        for quote in live.keys() - said:
            claim = live[quote]
            waits = self.world.store._db.execute(
                "SELECT count(*) FROM places WHERE claim_id = ? AND missed_at IS NOT NULL", (claim.id,)
            )
            assert claim.rotating or waits.fetchone()[0]

    @invariant()
    def a_claim_comes_and_goes_in_turn(self) -> None:
        """NEW first, then GONE and RETURNED in turn, and GONE last exactly where it is gone."""
        histories: dict[int, list[ChangeKind]] = {}
        for change in self.world.changes():
            if change.claim is not None:
                histories.setdefault(change.claim, []).append(change.kind)
        for claim in self.world.claims(live=None):
            kinds = histories[claim.id]
            assert kinds[0] == ChangeKind.NEW
            assert all(kind == ChangeKind.GONE for kind in kinds[1::2])
            assert all(kind == ChangeKind.RETURNED for kind in kinds[2::2])
            assert (kinds[-1] == ChangeKind.GONE) == (claim.gone_at is not None)

    @invariant()
    def nothing_is_told_twice(self) -> None:
        """Editions and what is untold make up all changes."""
        with Reader.open(self.world.path) as reader:
            waiting = [change.id for change in reader.untold("regulator")]
        assert sorted(self.told + waiting) == [change.id for change in self.world.changes()]

    @invariant()
    def what_is_counted_is_what_is_there(self) -> None:
        """Totals that are kept are those that a recount gives."""
        assert troubles(self.world.path) == ()

    def _visit(self, path: str, outcome: str, bad: Quality) -> None:
        if outcome == "ok":
            self.world.page(f"/{path}", self._leaf(path))
            self.believed[path] = self.captured[path] = self.says[path]
            self.missing.discard(path)
        elif outcome == "bad":
            before = self.world.changes()
            self.world.trouble(f"/{path}", bad)
            assert self.world.changes() == before
        elif outcome == "missing":
            self.world.trouble(f"/{path}", Quality.GONE, 404)
            if path in self.missing:
                self.believed[path] = frozenset()
            elif path in self.believed:
                self.missing.add(path)

    def _leaf(self, path: str, numbers: frozenset[int] | None = None) -> Leaf:
        """What a page says, as our rules read it now."""
        said = sorted(self.says[path] if numbers is None else numbers)
        found = (replace(POOL[n], type="") if n == self.blind else POOL[n] for n in said)
        return Leaf([Says("Free shipping on all orders.", type=""), *found], packs=(f"en {self.blind}",))


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=25, stateful_step_count=14, deadline=None, database=None)

"""What a spider has still to visit: the best first, each page once, within a budget."""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from crawler.addresses import page_key

MOST_WAITING = 50_000


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """How soon a page is visited; the smaller the sooner.

    By `merit` (given as its negative), then by `turn` (0 for what was never visited or has changed, else when it was
    last asked for), so that a site larger than its budget is seen in turns; then by the way from the front page.
    """

    merit: int
    turn: int
    depth: int


@dataclass(slots=True)
class Frontier:
    """Addresses waiting to be visited; `budget` is how many pages may be visited in all."""

    budget: int
    _heap: list[tuple[Rank, int, str, str]] = field(default_factory=list)
    _waiting: dict[str, tuple[Rank, str]] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)
    _given: int = 0
    _added: int = 0
    _dropped: int = 0

    def add(self, address: str, score: int = 0, depth: int = 0, turn: int = 0) -> bool:
        """Puts an address in line, unless its page is done; whether it was new.

        What is in line keeps the address under which it came, and can only move forward.
        """
        key, rank = page_key(address), Rank(-score, turn, depth)
        if key in self._done:
            return False
        before, address = self._waiting.get(key, (None, address))
        if before is None and len(self._waiting) >= MOST_WAITING:
            self._dropped += 1
            return False
        if before is None or rank < before:
            self._waiting[key] = rank, address
            self._added += 1
            heappush(self._heap, (rank, self._added, key, address))
        return before is None

    def pop(self) -> tuple[str, int] | None:
        """The best address with its depth; None where nothing waits or the budget is used up."""
        while self._heap and self._given < self.budget:
            rank, _, key, address = heappop(self._heap)
            if key not in self._done:
                self.saw(address)
                self._given += 1
                return address, rank.depth
        return None

    def knows(self, address: str) -> bool:
        """Whether a page is in line, or done."""
        key = page_key(address)
        return key in self._waiting or key in self._done

    def saw(self, address: str) -> None:
        """Notes a page that was come by, on whatever way: it needs no further visit."""
        key = page_key(address)
        self._done.add(key)
        self._waiting.pop(key, None)

    @property
    def left(self) -> int:
        """How many addresses were found and will not be visited."""
        return len(self._waiting) + self._dropped

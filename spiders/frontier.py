"""What a spider has still to visit: the best first, each page once, within a budget."""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from crawler.addresses import page_key

MOST_WAITING = 50_000


@dataclass(slots=True)
class Frontier:
    """Addresses waiting to be visited; `budget` is how many pages may be visited in all."""

    budget: int
    _heap: list[tuple[int, int, int, str]] = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _given: int = 0
    _dropped: int = 0

    def add(self, address: str, score: int = 0, depth: int = 0) -> bool:
        """Puts an address in line, unless its page has been; equals keep the order in which they came."""
        key = page_key(address)
        if key in self._keys:
            return False
        self._keys.add(key)
        if len(self._heap) >= MOST_WAITING:
            self._dropped += 1
            return False
        heappush(self._heap, (-score, depth, len(self._keys), address))
        return True

    def pop(self) -> tuple[str, int] | None:
        """The best address with its depth; None where nothing waits or the budget is used up."""
        while self._heap and self._given < self.budget:
            _, depth, _, address = heappop(self._heap)
            if page_key(address) not in self._seen:
                self._given += 1
                return address, depth
        return None

    def saw(self, address: str) -> None:
        """Notes a page that was come by on another way, by a redirect: it needs no visit of its own."""
        key = page_key(address)
        self._keys.add(key)
        self._seen.add(key)

    @property
    def left(self) -> int:
        """How many addresses were found and will not be visited."""
        return len(self._heap) + self._dropped

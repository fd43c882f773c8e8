"""Addresses without end: calendars, filters in every combination. Each ends here, whatever the budget of pages."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from crawler.addresses import chooses_page
from crawler.items import Endless, LeftOut

MOST_VARIANTS = 20  # of one path, told apart only by parameters that do not choose what is shown
MOST_DATES = 24  # addresses that end in a date, as the leaves of calendars and archives do
MOST_DEEP = 10_000  # addresses that are counted as too deep
FEWEST_PARTS = 3  # of a path whose parts may come in another order
_DATE = re.compile(r"(?:^|/)(?:19|20)\d\d(?:[-/](?:0?[1-9]|1[0-2])(?:[-/](?:0?[1-9]|[12]\d|3[01]))?)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class Traps:
    """What of a site has been seen so far that may have no end."""

    _variants: Counter[str] = field(default_factory=Counter)
    _dates: int = 0
    _numbered: set[str] = field(default_factory=set)  # folders whose pages have numbers that are no years
    _orders: dict[frozenset[str], str] = field(default_factory=dict)
    _known: dict[str, Endless | None] = field(default_factory=dict)
    _deep: set[str] = field(default_factory=set)  # addresses that only pages name whose links are not followed

    def count(self, address: str) -> None:
        """Counts a page that is visited in any case."""
        self._judge(address)
        self._known[address] = None

    def caught(self, address: str) -> bool:
        """Whether an address is one too many of its sort; asked again it is what it was."""
        if address not in self._known:
            self._known[address] = self._judge(address)
        return self._known[address] is not None

    def too_deep(self, address: str) -> None:
        """Notes an address that lies deeper than links are followed; it takes no room from those that are followed."""
        if len(self._deep) < MOST_DEEP:
            self._deep.add(address)

    def left_out(self, is_known: Callable[[str], bool]) -> tuple[LeftOut, ...]:
        """How many addresses were not followed, by reason; not those that were found on another way as well."""
        counts = Counter(reason for reason in self._known.values() if reason)
        deep = (address for address in self._deep if not self._known.get(address))
        counts[Endless.DEPTH] = sum(not is_known(address) for address in deep)
        return tuple(LeftOut(reason, counts[reason]) for reason in Endless if counts[reason])

    def _judge(self, address: str) -> Endless | None:
        parts = urlsplit(address)
        path = parts.path.rstrip("/")
        if parts.query and not any(chooses_page(name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)):
            self._variants[path] += 1
            if self._variants[path] > MOST_VARIANTS:
                return Endless.FILTERS
        if self._is_dated(path):
            self._dates += 1
            if self._dates > MOST_DATES:
                return Endless.CALENDAR
        return Endless.ORDER if self._is_reordered(path) else None

    def _is_dated(self, path: str) -> bool:
        """Whether a path ends in a date; a bare year is none where the pages beside it have other numbers."""
        folder, _, last = path.rpartition("/")
        if not _DATE.search(path):
            if last.isdigit():
                self._numbered.add(folder)
            return False
        return not (_YEAR.fullmatch(last) and folder in self._numbered)

    def _is_reordered(self, path: str) -> bool:
        """Whether the same parts were met in another order, as filters in a path come."""
        pieces = [piece for piece in path.split("/") if piece]
        if len(pieces) < FEWEST_PARTS or len(set(pieces)) < len(pieces):
            return False
        return self._orders.setdefault(frozenset(pieces), path) != path

"""`make bench`: what a page and a sentence cost, beside what a bare crawler costs, in one run on one machine.

`python -m bench.run PART …` runs some parts only; `many` (20,000 pages in one run) is left out unless it is named.
"""

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bench import beside, crawling, edition, month, reading, rereading
from bench.pages import Kind

PARTS: Mapping[str, Callable[[], None]] = MappingProxyType(
    {
        "reading": reading.report,
        "beside": beside.report,
        "crawl": lambda: crawling.report(Kind.USUAL),
        "dense": lambda: crawling.report(Kind.DENSE),
        "month": month.report,
        "edition": edition.report,
        "reread": rereading.report,
        "many": crawling.many,
    }
)
LONG = frozenset({"many"})


def main(parts: list[str]) -> None:
    """The parts that are named, or all but the long ones, one after the other."""
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise SystemExit(f"bench: no part is named {unknown[0]}: name one of {', '.join(PARTS)}")
    for part in parts or [name for name in PARTS if name not in LONG]:
        PARTS[part]()


if __name__ == "__main__":
    main(sys.argv[1:])

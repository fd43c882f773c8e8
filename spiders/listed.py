"""Shops whose platform lists its products: the list to its end, then the pages on the subject."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import canonical
from crawler.errors import CrawlError
from crawler.extract.keys import product_key
from crawler.failures import failure_of
from crawler.items import Fetched, Lead, Refused, Trouble, Unreached
from crawler.job import Errand
from crawler.subject import on_subject
from spiders.base import TOP
from spiders.shop import ShopSpider
from spiders.turns import turn_of
from spiders.way import Found

MOST_PRODUCTS = 10_000
MOST_PARTS = 500
NOT_THERE = frozenset({404, 410})  # a list that is closed says nothing of its products
DOWN = frozenset({"unreachable", "error"})  # what keeps a list from being asked for, and most likely all pages


@dataclass(frozen=True, slots=True)
class Entry:
    """One product of the list: the address of its page, the key that stays the same, what is said of it, its date."""

    address: str
    key: str
    about: str
    modified: str = ""

    @property
    def chosen(self) -> bool:
        """Whether the product is on the subject."""
        return on_subject(self.key, self.about)


class NotAList(CrawlError):
    """An answer that is no product list."""


class ListedShopSpider(ShopSpider):
    """Reads a platform's list to its end; visits product pages only where the list says that they are on the subject.

    `format` is that of a part of the list, `list_path` the path it lies at; a part is asked for with `most` products,
    or with `fewer` where that many are too large. Where the list is refused, or longer than can be read, `other_lists`
    are read in its place; what they lack proves nothing.
    """

    format: ClassVar[str]
    list_path: ClassVar[str]
    most: ClassVar[int]
    fewer: ClassVar[int]

    def __init__(self, errand: Errand) -> None:
        super().__init__(errand)
        self.listed: set[str] = set()
        self.list_ended = False
        self.list_at = self.list_path
        self.others: list[str] | None = None
        self.by_robots = False
        self.in_this_list: set[str] = set()
        self.per_page = self.most
        self.waiting: list[tuple[Lead, int]] = []  # links to products, until the list says which are worth it

    @abstractmethod
    def part_address(self, part: int) -> str:
        """The address of one part of the list, from the site's root."""

    @abstractmethod
    def entries_of(self, response: Response) -> list[Entry]:
        """The products of one part of the list. Raises NotAList."""

    @abstractmethod
    def may_list(self, address: str) -> bool:
        """Whether an address can be that of a product which the list holds."""

    def other_lists(self, *, refused: bool) -> list[str]:  # noqa: ARG002
        """The paths of lists that hold a part of the products; `refused` where the whole one is not shown."""
        return []

    def is_last(self, response: Response, part: int) -> bool:  # noqa: ARG002
        """Whether the answer itself says that no part comes after it.

        Its number of products says nothing: shops hold parts shorter than asked for. A list ends with a part that
        brings nothing new.
        """
        return False

    def begin(self) -> Found:
        """The product list before all else."""
        self.errands.append(self.ask_list(1))
        yield from super().begin()

    def ask_list(self, part: int) -> Request:
        """The request for one part of the product list, always in full."""
        address = canonical(self.part_address(part), self.site.url)
        return Request(
            address,
            callback=self.product_list,
            errback=self.no_list,
            cb_kwargs={"part": part},
            meta={"asked": address, "full": True},
            dont_filter=True,
        )

    def product_list(self, response: Response, part: int) -> Found:
        """One part of the list: kept as it is, and its products on the subject put in line."""
        try:
            entries = self.entries_of(response)
        except NotAList as error:
            if self.was_read(response.meta["asked"]) and response.status not in NOT_THERE:
                yield Fetched(response, self.format)
            yield from self.without_list(str(error), part)
        else:
            yield from self.with_entries(response, entries, part)
        yield from self.after_errand()

    def with_entries(self, response: Response, entries: list[Entry], part: int) -> Found:
        """The part as fetched; the next part in line, unless the list ends here."""
        new, goes_on = self.take(entries)
        ends = not goes_on or self.is_last(response, part)
        whole = ends and self.list_at == self.list_path
        chosen = [self.dated(Lead(each.address, modified=each.modified), response.url) for each in new if each.chosen]
        yield Fetched(
            response,
            self.format,
            complete_listing=whole,
            listed=frozenset(self.listed) if whole else frozenset(),
            leads=tuple(lead for lead in chosen if self.is_news(lead)),
        )
        for lead in chosen:
            self.choose(lead)
        for entry in new:
            if not entry.chosen:
                self.refusals.note_as(Refused.PRODUCT, canonical(entry.address, response.url))
        yield from self.after_part(part, ends=ends, whole=whole)

    def take(self, entries: list[Entry]) -> tuple[list[Entry], bool]:
        """The entries that no list had so far, and whether this list brings any that it had not."""
        fresh = [entry for entry in entries if entry.key not in self.in_this_list]
        self.in_this_list.update(entry.key for entry in fresh)
        new = [entry for entry in fresh if entry.key not in self.listed]
        self.listed.update(entry.key for entry in new)
        return new, bool(fresh)

    def after_part(self, part: int, *, ends: bool, whole: bool) -> Iterator[Trouble]:
        """Asks for the next part, turns to the next list, or is done with lists."""
        too_long = not ends and (len(self.in_this_list) >= MOST_PRODUCTS or part >= MOST_PARTS)
        if not ends and not too_long:
            self.errands.insert(0, self.ask_list(part + 1))
        elif too_long or not whole:
            yield from self.next_list(refused=False, too_long=too_long)
        else:
            self.end_list()

    def choose(self, lead: Lead) -> None:
        """Puts the page of a product in line that is on the subject."""
        turn = turn_of(self.known.get(lead.address), lead.modified)
        self.frontier.add(lead.address, TOP, lead.depth, turn)

    def next_list(self, *, refused: bool, too_long: bool) -> Iterator[Trouble]:
        """Turns to the next list that holds a part of the products, else goes on without."""
        if self.others is None:
            self.others = self.other_lists(refused=refused)
        if too_long and not self.others:
            cause = f"the product list is longer than {MOST_PRODUCTS} products or {MOST_PARTS} parts"
            yield Trouble(cause, "name collections under start", canonical(self.list_path, self.site.url))
        if not self.others:
            self.end_list()
            return
        self.list_at = self.others.pop(0)
        self.in_this_list.clear()
        self.errands.insert(0, self.ask_list(1))

    def no_list(self, failure: Failure) -> Found:
        """Asks for shorter parts where one was too large; goes on without the list where it gave no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        quality, cause = failure_of(failure, request.url, self.errand.trip)
        self.by_robots = quality == "robots"
        if quality == "truncated" and self.per_page > self.fewer:
            self.per_page = self.fewer
            self.listed.clear()
            self.in_this_list.clear()
            self.errands.insert(0, self.ask_list(1))
        else:
            if self.was_read(request.meta["asked"]):
                yield Unreached(request.meta["asked"], cause, quality.value)
            yield from self.without_list(cause, request.cb_kwargs["part"], quality)
        yield from self.after_errand()

    def without_list(self, cause: str, part: int, quality: str = "") -> Iterator[Trouble]:
        """A list that breaks off is told; a shop that shows none is visited like any other.

        One that could not be asked for is told as an address that was not reached: most likely the whole shop is down.
        """
        self.logger.info("%s: no product list at %s (%s)", self.site.name, self.list_at, cause)
        read = part == 1 and self.was_read(canonical(self.part_address(1), self.site.url))
        if read and quality not in DOWN:
            yield Trouble(f"the product list is no longer shown: {cause}", "its products are looked for page by page")
        if part > 1:
            yield Trouble(f"the product list broke off at part {part}: {cause}", "the next run reads it again")
        yield from self.next_list(refused=True, too_long=False)

    def was_read(self, address: str) -> bool:
        """Whether a part of the list was read at an earlier visit."""
        known = self.known.get(address)
        return known is not None and known.expected

    def format_at(self, response: Response) -> str:
        """A part of the list stays one at a second look."""
        return self.format if self.list_path in response.url else super().format_at(response)

    def end_list(self) -> None:
        """Puts in line the product pages that waited, except those that the list has chosen or left out."""
        self.list_ended = True
        waiting, self.waiting = self.waiting, []
        for lead, near in waiting:
            self.found(lead, near)

    def found(self, lead: Lead, near: int = 0) -> bool:
        """Product pages under one address each; those that the list holds are chosen by it."""
        if not self.may_list(lead.address):
            return super().found(lead, near)
        if not self.list_ended:
            self.waiting.append((lead, near))
            return True
        if product_key(lead.address) in self.listed:
            return False
        return super().found(replace(lead, address=self.page_of(lead.address)), near)

    def page_of(self, address: str) -> str:
        """The one address under which a product's page is visited."""
        return address

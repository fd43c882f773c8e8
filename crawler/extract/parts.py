"""What on a page tells a price, and the parts of a page that are about one product."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.model import Form
from crawler.extract.labels import label_of, labels
from crawler.extract.money import Found, prices_in
from crawler.extract.outline import Outline, Run
from crawler.extract.rows import SEPARATOR

_LONGEST_PRICE = 70
_LONGEST_REST = 32
# A bullet that says more is a line of a price list: a name and its price.
_LONGEST_REST_OF_BULLET = 8


@dataclass(frozen=True, slots=True)
class PriceRun:
    """A run that tells a price and little else: its number, the prices, and what of it is struck through."""

    number: int
    found: tuple[Found, ...]
    struck: tuple[Found, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether all of it is asked no more."""
        return bool(self.struck) and len(self.struck) == len(self.found)


@dataclass(frozen=True, slots=True)
class Part:
    """The runs from `first` up to `last` that are about one product.

    `title` is the number of the run that names it; `key` and `address` those of the page that the part leads to,
    empty where it leads to none.
    """

    first: int
    last: int
    title: int
    prices: tuple[PriceRun, ...]
    key: str = ""
    address: str = ""


def price_runs(outline: Outline, furniture: Sequence[bool], country: str) -> tuple[PriceRun, ...]:
    """The runs that tell the price of a thing, in order."""
    found: list[PriceRun] = []
    for number, run in enumerate(outline.runs):
        if furniture[number] or len(run.text) > _LONGEST_PRICE:
            continue
        if run.form is Form.TABLE_ROW:
            found.extend(_of_row(number, run, country))
            continue
        rest = _LONGEST_REST_OF_BULLET if run.form is Form.BULLET else _LONGEST_REST
        prices = _asked(run.text, prices_in(run.text, country), rest)
        if prices:
            found.append(PriceRun(number, prices, prices_in(run.struck, country) if run.struck else ()))
    return tuple(found)


def _of_row(number: int, run: Run, country: str) -> Iterator[PriceRun]:
    """The price that a row tells, where its first cell says so and its second holds nothing else."""
    label, _, rest = run.text.partition(SEPARATOR)
    name = label_of(label)
    prices = _asked(rest, prices_in(rest, country), _LONGEST_REST) if SEPARATOR not in rest else ()
    if prices and name in labels().list_price_rows:
        yield PriceRun(number, prices, prices)
    elif prices and name in labels().price_rows:
        yield PriceRun(number, prices, prices_in(run.struck, country) if run.struck else ())


def _asked(text: str, prices: tuple[Found, ...], longest: int) -> tuple[Found, ...]:
    """The prices of a run up to a word such as "save" or "shipping"; none where the run says more than a price."""
    if not prices or len(text) - sum(price.end - price.start for price in prices) > longest:
        return ()
    folded = text.casefold()
    words = [at for word in labels().not_prices_before if (at := folded.find(word)) >= 0]
    return tuple(price for price in prices if price.end <= min(words, default=len(text)))

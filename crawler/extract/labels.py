"""The words by which the parts of a page are told, from labels.yml."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic.dataclasses import dataclass as checked

from claims import datafile

_FILE = Path(__file__).with_name("labels.yml")
_PIECES = re.compile(r"[-_\s]+")
_TRIM = re.compile(r"^[\W\d_]+|[\s:：*.!\-–—|]+$")
_CACHED = 2048  # a site has few classes, and headings of its own on every page


@checked(frozen=True)
class Furniture:
    """What marks an element as furniture."""

    tags: frozenset[str]
    roles: frozenset[str]
    consent: frozenset[str]
    popups: frozenset[str]
    popup_roles: frozenset[str]
    popup_headings: frozenset[str]
    consent_words: frozenset[str]
    tokens: frozenset[str]
    forms: frozenset[str]
    headings: frozenset[str]


@checked(frozen=True)
class Marked:
    """What marks a part of a page: pieces of class or id, and headings."""

    tokens: frozenset[str]
    headings: frozenset[str]


@checked(frozen=True)
class Labels:
    """All of labels.yml."""

    furniture: Furniture
    reviews: Marked
    comments: frozenset[str]
    questions: Marked
    captions: frozenset[str]
    ingredients: frozenset[str]
    product_paths: tuple[str, ...]
    struck_prices: frozenset[str]
    price_rows: frozenset[str]
    list_price_rows: frozenset[str]
    not_prices_before: frozenset[str]
    not_names: frozenset[str]
    calls: tuple[str, ...]
    sold_out: frozenset[str]
    in_stock: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the class and the id of one element say."""

    furniture: bool = False
    consent: bool = False
    popup: bool = False
    form: bool = False
    review: bool = False
    questions: bool = False
    caption: bool = False
    struck: bool = False
    tab: bool = False


UNMARKED = Marks()


@lru_cache(maxsize=1)
def labels() -> Labels:
    """The words, read once."""
    return datafile.read(_FILE, Labels)


@lru_cache(maxsize=_CACHED)
def marks(names: str) -> Marks:
    """What a class or id attribute marks its element as; UNMARKED itself where that is nothing."""
    known = labels()
    tokens = {token.casefold() for token in names.split()}
    pieces = set(_PIECES.split(names.casefold()))
    said = Marks(
        furniture=not tokens.isdisjoint(known.furniture.tokens | known.furniture.consent),
        consent=not tokens.isdisjoint(known.furniture.consent),
        popup=not tokens.isdisjoint(known.furniture.popups),
        form=not tokens.isdisjoint(known.furniture.forms),
        review=not (pieces.isdisjoint(known.reviews.tokens) and tokens.isdisjoint(known.comments)),
        questions=not pieces.isdisjoint(known.questions.tokens),
        caption=not tokens.isdisjoint(known.captions),
        struck=not tokens.isdisjoint(known.struck_prices),
        tab=not pieces.isdisjoint({"tab", "tabs", "tabpanel", "panel"}),
    )
    return UNMARKED if said == UNMARKED else said


@lru_cache(maxsize=_CACHED)
def label_of(heading: str) -> str:
    """A heading as it is looked up: without marks at its ends, in one case."""
    return _TRIM.sub("", heading).casefold() if len(heading) < 80 else ""


def opens_reviews(heading: str) -> bool:
    """Whether what customers or other visitors say stands under such a heading."""
    return label_of(heading) in labels().reviews.headings


def opens_furniture(heading: str) -> bool:
    """Whether what stands under such a heading is not the page's own."""
    return label_of(heading) in labels().furniture.headings


def opens_popup(heading: str) -> bool:
    """Whether what opens over a page under such a heading is part of what the page says."""
    return label_of(heading) in labels().furniture.popup_headings or opens_ingredients(heading)


def opens_questions(heading: str) -> bool:
    """Whether questions and answers stand under such a heading."""
    return label_of(heading) in labels().questions.headings


def opens_ingredients(heading: str) -> bool:
    """Whether a list of ingredients stands under such a heading."""
    return label_of(heading) in labels().ingredients


@lru_cache(maxsize=1)
def product_path() -> re.Pattern[str]:
    """What the end of a product page's path looks like."""
    paths = (re.escape(path).replace(r"\{slug\}", "[^/]+") for path in labels().product_paths)
    return re.compile(rf"(?:{'|'.join(paths)})/?$", re.IGNORECASE)

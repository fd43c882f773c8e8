"""By which way a sentence says that exosomes are given."""

import pytest

from claims.model import Block, Document, SiteKind
from claims.rules.packs import load_library
from claims.sources.routes import find_routes, route_reader
from claims.sources.ties import source_reader
from claims.text.sentences import sentences_of

PACK = load_library().pack("en")
assert PACK is not None
READER = route_reader(PACK, source_reader(PACK))

GIVEN = [
    ("Massage two drops of the exosome serum into the scalp.", {"topical"}),
    ("Exosomes are smoothed onto the skin straight after microneedling.", {"microneedling"}),
    ("Exosome microneedling, three sessions", {"microneedling"}),
    ("After the laser we use them to calm the face.", {"laser_assisted"}),
    ("Exosomes go together with a fractional laser.", {"laser_assisted"}),
    ("They are injected along the hairline.", {"injection"}),
    ("An exosome drip of 90 minutes", {"intravenous"}),
    ("Our IV exosomes run into a vein of the arm.", {"intravenous"}),
    ("Exosomes are breathed in through a nebuliser.", {"inhaled"}),
    ("A nasal spray brings exosomes past the throat.", {"inhaled"}),
    ("Exosome capsules, one a day", {"oral"}),
    ("On the skin or injected, they reach the same cells.", {"topical", "injection"}),
]
NOT_GIVEN = [
    "Exosome serum, 30 ml",
    "Exosomes must never be injected.",
    "We do not inject exosomes.",
    "No exosome has been approved for injection.",
    "They help with quicker recovery after laser.",
    "Exosomes are made by nearly every cell.",
    "Our exosome page has another photo.",
]


def routes_of(text: str, *above: str) -> set[str]:
    """The routes of the last line of a clinic's page."""
    lines = ("Exosomes at our clinic", *above, text)
    document = Document("p", "", SiteKind.CLINIC, lang="en", blocks=tuple(Block(line) for line in lines))
    assert READER is not None
    found = find_routes(sentences_of(document, "en"), document, READER)
    return {route.name for route in found if route.block == len(lines) - 1}


@pytest.mark.parametrize(("text", "routes"), GIVEN)
def test_a_way_in_is_a_route(text: str, routes: set[str]) -> None:
    assert routes_of(text) == routes


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_a_product_form_or_a_refusal_is_none(text: str) -> None:
    assert routes_of(text) == set()


def test_a_route_of_something_else_is_none() -> None:
    assert routes_of("It is injected with a fine needle.", "PRP is another matter.") == set()


def test_a_route_says_its_words_where_they_stand() -> None:
    document = Document("p", "", SiteKind.CLINIC, lang="en", blocks=(Block("Exosomes are in\u00adjected once."),))
    assert READER is not None
    (route,) = find_routes(sentences_of(document, "en"), document, READER)
    assert route.quote[route.span.start : route.span.end] == route.span.text == "in\u00adjected"
    assert route.why.rule == "en.route.injection"

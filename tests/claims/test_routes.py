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
    # By the nose.
    ("We give exosomes by the nose, ten days in a row.", {"inhaled"}),
    ("One puff of exosomes per nostril each morning", {"inhaled"}),
    ("Our patients take the exosomes as nose drops.", {"inhaled"}),
    ("A nasal dose of exosomes, twice a month", {"inhaled"}),
    # Under the skin and into joints.
    ("Exosomes are put along the scar with a fine needle.", {"injection"}),
    ("Exosomes end up in the spinal fluid.", {"injection"}),
    ("They are set in small papules.", {"injection"}),
    # By vein.
    ("In Lisbon the exosomes are given IV.", {"intravenous"}),
    ("He gets exosome drips once a season.", {"intravenous"}),
    ("A nurse ran two bags of exosomes into my arm.", {"intravenous"}),
    # Pens, stamps, rollers, radio frequency.
    ("The exosomes are pressed in with a roller.", {"microneedling"}),
    ("Then we stamp exosomes into the hairline.", {"microneedling"}),
    ("We flood the open channels with exosomes.", {"microneedling"}),
    ("The exosomes come after each RF session.", {"microneedling"}),
    # A line that lists ways of giving.
    ("Exosomes, method: microneedling", {"microneedling"}),
    ("Method: microneedling, fractional laser", {"microneedling", "laser_assisted"}),
    ("Application: RF or laser", {"microneedling", "laser_assisted"}),
    ("Technique: after CO2 resurfacing", {"laser_assisted"}),
    # Laser, and exosomes next.
    ("A CO2 laser followed by exosomes", {"laser_assisted"}),
    ("Exosomes are painted on after the laser.", {"laser_assisted"}),
    ("They enter through the laser channels.", {"laser_assisted"}),
    # On the skin, by hand or driven in without a needle.
    ("The exosomes are massaged in by hand.", {"topical"}),
    ("Last comes iontophoresis with exosomes.", {"topical"}),
    ("We use the exosomes only on top of the skin.", {"topical"}),
    ("Legally they may only be applied.", {"topical"}),
]
NOT_GIVEN = [
    "Exosome serum, 30 ml",
    "Exosomes must never be injected.",
    "We do not inject exosomes.",
    "No exosome has been approved for injection.",
    "They help with quicker recovery after laser.",
    "Exosomes are made by nearly every cell.",
    "Our exosome page has another photo.",
    # A way in that is asked about, refused or against the law.
    "May I inject the exosomes?",
    "No exosome of ours comes as an injection.",
    "Injecting exosomes is off-limits here.",
    "Stay clear of exosome injections.",
    "Exosome vials sold as injectables were seized.",
    # Another thing is given, or a place is named.
    "Is it better than mesotherapy? Exosomes can tell.",
    "Exosomes may calm the lining in the knee.",
    "Small papules stay for an hour after exosomes.",
    "Exosome Shot with spicules, 10 ml",
    "The exosome infusion facial takes an hour.",
    "Her nose looked less red thanks to exosomes.",
    # Care after a treatment, not with it.
    "Exosome cream for post-laser care",
    "Exosomes shorten the downtime after needling.",
    "Exosomes beside laser hair removal: our spring menu",
    # No hand puts anything on.
    "Exosomes, on the other hand, come from donors.",
    "Exosomes put the brakes on inflammation.",
    "How do exosomes work on the scalp?",
    "On the skin, they may act as messengers.",
    "The stamp on the exosome box tells the batch.",
    "Open channels of research: exosomes",
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

"""Which materials a sentence ties to exosomes, and why the page names them."""

import pytest

from claims.model import Block, Document, Form, Role, SiteKind, Source
from claims.rules.packs import load_library
from claims.sources.sources import find_sources
from claims.sources.ties import source_reader
from claims.text.sentences import sentences_of

PACK = load_library().pack("en")
assert PACK is not None
READER = source_reader(PACK)

NAMED = [
    ("Our serum holds exosomes from Damask rose stem cells.", "plant/rose"),
    ("Twenty billion purified exosomes, isolated from the milk of grass-fed cows.", "animal/bovine_milk"),
    ("Wharton's jelly exosomes, freeze-dried in our own lab.", "human/umbilical_cord"),
    ("The vial holds human umbilical cord mesenchymal stem cell (hUC-MSC) exosomes.", "human/umbilical_cord"),
    ("Exosomes made with a lactobacillus strain, grown in steel tanks.", "microbial/lactobacillus"),
    ("AD-MSC exosomes, 5 ml", "human/adipose"),
    ("Conditioned medium of human fibroblasts feeds the cream.", "human/fibroblast"),
    ("Source of exosomes: placenta", "human/placenta_amnion"),
    ("Exosomes (human bone marrow)", "human/bone_marrow"),
    ("We use extracellular vesicles from red deer umbilical cord lining.", "animal/cervine"),
    ("Biomimetic exosomes, printed without any cell.", "synthetic/biomimetic"),
    ("Fig and ginger exosomes in one drop.", "plant/other"),
    ("Exosomes secreted by iPSC lines.", "human/ipsc"),
    ("Our exosomes come from Umbillical cord tissue.", "human/umbilical_cord"),
    ("Exosomes may come from any cell in your body.", "human/unspecified"),
    ("The exosomes are taken from your own blood.", "human/platelet_blood"),
    ("Our serum holds exosomes of dental pulp cells.", "human/dental_pulp"),
]
NOT_NAMED = [
    "Welcome to the stem cell clinic of the valley, where exosomes are new.",
    "PDRN from salmon sits next to exosomes on the shelf.",
    "Exosome serum with rose water and snail mucin.",
    "Exosomes differ from stem cells in size.",
    "Exosomes or PRP: which one suits you?",
    "Compared with PRP, exosomes need no needle in the arm.",
    "A fat-free lunch before your exosome facial is fine.",
    "Exosome facial for people with dull skin.",
    "No blood thinners for a week before exosomes.",
    "Exosomes are tiny vesicles that all cells of the body release.",
    "Exosomes are found in blood, urine, saliva and breast milk.",
    "In the bloodstream exosomes last a few minutes.",
    "Exosomes: they tell fibroblasts to make collagen.",
]
ROLES = [
    (SiteKind.BRAND, "Our exosomes come from rose callus.", "plant/rose", Role.STATED),
    (SiteKind.BRAND, "Unlike human exosomes, ours are grown in a dish.", "human/unspecified", Role.COMPARED),
    (SiteKind.BRAND, "Free of human and animal material.", "human/unspecified", Role.DENIED),
    (SiteKind.BRAND, "Exosomes can come from plants, animals or people.", "plant/unspecified", Role.GENERAL),
    (SiteKind.CLINIC, "Exosomes are tiny sacs released by stem cells.", "human/stem_cell_unspecified", Role.GENERAL),
    (SiteKind.CLINIC, "We inject placental exosomes along the hairline.", "human/placenta_amnion", Role.STATED),
    (SiteKind.PRESS, "Most brands use plant exosomes.", "plant/unspecified", Role.GENERAL),
    (SiteKind.PRESS, "Her new cream holds exosomes grown with yeast.", "microbial/yeast", Role.STATED),
]


def sources_of(text: str, kind: SiteKind = SiteKind.BRAND, *above: str) -> list[Source]:
    """The sources of the last block of a page whose first blocks stand above it."""
    blocks = tuple(Block(line) for line in ("All about exosomes", *above, text))
    document = Document(key="p", address="", kind=kind, lang="en", blocks=blocks)
    assert READER is not None
    found = find_sources(sentences_of(document, "en"), document, READER)
    return [source for source in found if source.block == len(blocks) - 1]


def pairs(found: list[Source]) -> set[str]:
    """class/detail of sources."""
    return {f"{source.class_}/{source.detail}" for source in found}


@pytest.mark.parametrize(("text", "source"), NAMED)
def test_a_material_tied_to_exosomes_is_a_source(text: str, source: str) -> None:
    assert source in pairs(sources_of(text))


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_material_beside_exosomes_is_none(text: str) -> None:
    assert pairs(sources_of(text)) == set()


@pytest.mark.parametrize(("kind", "text", "source", "role"), ROLES)
def test_the_frame_gives_the_role(kind: SiteKind, text: str, source: str, role: Role) -> None:
    roles = {f"{found.class_}/{found.detail}": found.role for found in sources_of(text, kind)}
    assert roles[source] is role


def test_a_list_shares_its_tie() -> None:
    assert pairs(sources_of("They are taken from platelets, fat or plants.")) == {
        "human/platelet_blood",
        "human/adipose",
        "plant/unspecified",
    }


def test_the_exact_word_stands_for_the_general_one() -> None:
    assert pairs(sources_of("Plant exosomes from Centella Asiatica.")) == {"plant/centella"}


def test_a_word_takes_up_exosomes_until_something_else_opens_a_line() -> None:
    line = "They come from your own blood."
    assert pairs(sources_of(line)) == {"human/platelet_blood"}
    assert pairs(sources_of(line, SiteKind.CLINIC, "PRP comes second here.")) == set()


def test_a_page_without_exosomes_has_no_sources() -> None:
    document = Document("p", "", SiteKind.CLINIC, lang="en", blocks=(Block("Cells come from placenta tissue."),))
    assert READER is not None
    assert find_sources(sentences_of(document, "en"), document, READER) == ()


def test_a_source_says_its_words_where_they_stand_and_why() -> None:
    (source,) = sources_of("✓ Our “ехosomes” are taken from placеntal tissue.")
    assert source.quote[source.span.start : source.span.end] == source.span.text == "placеntal"
    assert source.why.rule == "en.source.placenta-amnion"
    assert source.why.cue == "en.role.ours"
    assert source.why.cue_words


def test_furniture_names_nothing() -> None:
    blocks = (Block("Exosomes"), Block("Our exosomes come from roses.", form=Form.PARAGRAPH, furniture=True))
    document = Document("p", "", SiteKind.BRAND, lang="en", blocks=blocks)
    assert READER is not None
    assert find_sources(sentences_of(document, "en"), document, READER) == ()

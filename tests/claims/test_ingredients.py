"""Lists of ingredients: what in them is a vesicle, whose it is, and what is only taken for one."""

import pytest
from on_the_list.ingredients import parse

from claims.datafile import read
from claims.sources import ingredients
from claims.sources.ingredients import FILE, IngredientReader, NameFile, entries, ingredient_reader

READER = ingredient_reader()

VESICLES = [
    ("ヒト脂肪由来間葉系幹細胞エクソソーム", ("human", "adipose")),
    ("ヒト臍帯血由来間葉系幹細胞順化培養液", ("human", "umbilical_cord")),
    ("ツボクサ葉細胞エクソソーム", ("plant", "centella")),
    ("인체지방유래줄기세포배양액", ("human", "adipose")),
    ("병풀잎유래엑소좀", ("plant", "centella")),
    ("Human Adipose Derived Mesenchymal Stem Cell Exosome", ("human", "adipose")),
    ("Human Adipose Stromal Cell Exosomes", ("human", "adipose")),
    ("Human Umbilical Mesenchymal Stem Cell Conditioned Media", ("human", "umbilical_cord")),
    (
        "Human Umbilical Cord Blood-Derived Mesenchymal Stem Cell Conditioned Medium Extract",
        ("human", "umbilical_cord"),
    ),
    ("Human Placental Extracellular Vesicles", ("human", "placenta_amnion")),
    ("Human Bone Marrow Stem Cell Conditioned Media", ("human", "bone_marrow")),
    ("Human Platelet Extract", ("human", "platelet_blood")),
    ("Human Fibroblast Conditioned Media", ("human", "fibroblast")),
    ("Human Stem Cell Conditioned Media", ("human", "stem_cell_unspecified")),
    ("Bovine Milk Exosomes", ("animal", "bovine_milk")),
    ("Milk Exosomes", ("animal", "bovine_milk")),
    ("Salmon Testis Cell Exosome", ("animal", "salmon")),
    ("Red Deer Umbilical Cord Lining Stem Cell Conditioned Media", ("animal", "cervine")),
    ("Rosa Damascena Callus Extracellular Vesicles", ("plant", "rose")),
    ("Centella Asiatica Callus Exosome", ("plant", "centella")),
    ("Panax Ginseng Root Extracellular Vesicles", ("plant", "ginseng")),
    ("Citrus Limon (Lemon) Fruit Extracellular Vesicles", ("plant", "citrus")),
    ("Brassica Oleracea Italica (Broccoli) Vesicles", ("plant", "other")),
    ("Dendropanax Morbiferus Leaf Vesicles", ("plant", "other")),
    ("Lactobacillus Extracellular Vesicles", ("microbial", "lactobacillus")),
    ("Lactiplantibacillus Plantarum Extracellular Vesicles", ("microbial", "lactobacillus")),
    ("Saccharomyces Exosome", ("microbial", "yeast")),
    ("Biomimetic Exosomes", ("synthetic", "biomimetic")),
    ("Exosomes", None),
    ("Lyophilized Exosome Powder", None),
]
LOOK_ALIKES = [
    ("Lactobacillus Ferment", "a ferment"),
    ("Bifida Ferment Lysate", "a lysate"),
    ("Rosa Damascena Flower Water", "flower water"),
    ("Sodium DNA", "sodium DNA (PDRN)"),
    ("sh-Oligopeptide-1", "a growth factor (EGF and the like)"),
    ("Nicotiana Benthamiana sh-Polypeptide-7", "a growth factor (EGF and the like)"),
    ("Snail Secretion Filtrate", "snail filtrate"),
    ("Malus Domestica Fruit Cell Extract", "a callus or cell extract"),
]
PLAIN = ["Aqua", "Water", "Glycerin", "Sodium Hyaluronate", "Human", "Rosa Damascena Flower Oil", "Mesenchymal"]


@pytest.mark.parametrize(("name", "source"), VESICLES)
def test_a_vesicle_or_a_medium_names_its_source(name: str, source: tuple[str, str] | None) -> None:
    (found,) = READER.ingredients(name)
    assert found.vesicle
    assert found.source == source


@pytest.mark.parametrize(("name", "kind"), LOOK_ALIKES)
def test_what_is_taken_for_exosomes_is_named(name: str, kind: str) -> None:
    (found,) = READER.ingredients(name)
    assert not found.vesicle
    assert found.look_alike == kind


@pytest.mark.parametrize("name", PLAIN)
def test_other_ingredients_are_passed_over(name: str) -> None:
    assert READER.ingredients(name) == ()


def test_a_printed_list_is_parted_into_names() -> None:
    text = (
        "INGREDIENTS (INCI): Aqua/Water, 1,2-Hexanediol, Butyrospermum Parkii (Shea, Karite) Butter*, "
        "Rose Exosome (20 ppm). How to use: apply daily."
    )
    assert entries(text) == [
        "Aqua/Water",
        "1,2-Hexanediol",
        "Butyrospermum Parkii (Shea, Karite) Butter",
        "Rose Exosome (20 ppm)",
    ]


def test_a_list_in_japanese_is_parted_at_its_commas() -> None:
    assert entries("全成分：水、グリセリン、ヒト脂肪由来幹細胞エクソソーム、BG") == [
        "水",
        "グリセリン",
        "ヒト脂肪由来幹細胞エクソソーム",
        "BG",
    ]


def test_amounts_and_marks_hide_no_name() -> None:
    (found,) = READER.ingredients("Aqua, Human Adipose Stem Cell Exosome* (500 ppm), Glycerin")
    assert found.source == ("human", "adipose")


def test_a_line_without_label_is_a_list_by_its_names() -> None:
    assert READER.is_list("Aqua, Glycerin, Niacinamide, Rosa Damascena Callus Exosome")
    assert not READER.is_list("Acne scars, dark spots, dull skin, hair loss")
    assert not READER.is_list("Aqua, Glycerin")


@pytest.mark.parametrize(
    "text",
    [
        "a, " * 500_000,
        "cell " * 100_000,
        "(" * 50_000,
        "Rosa " * 30_000 + "vesicles",
        "\ufdd0,\x00," * 9_000,
        "a, b, c, " + "1" * 50_000,
        "a, b, c, " + "(x) " * 20_000,
        "a, b, c, d" + " " * 50_000 + "e",
    ],
)
def test_hostile_lists_stay_bounded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes time that grows faster than its text is given little of it, and seldom; counted, not timed."""
    parsed: list[str] = []
    plain: list[str] = []

    def parse_counted(block: str) -> object:
        parsed.append(block)
        return parse(block)

    def plain_counted(entry: str) -> str:
        plain.append(entry)
        return entry

    monkeypatch.setattr(ingredients, "parse", parse_counted)
    monkeypatch.setattr(ingredients, "_plain", plain_counted)
    reader = IngredientReader(read(FILE, NameFile))
    reader.ingredients(text)
    reader.is_list(text)
    assert all(len(block) <= ingredients.LONGEST and "  " not in block for block in parsed)
    assert len(parsed) <= 2
    assert all(len(entry) <= ingredients.NAME for entry in plain)
    assert len(plain) <= 2 * ingredients.MOST


def test_every_source_of_the_file_is_class_and_detail() -> None:
    assert all(not name.source or name.source.count("/") == 1 for name in read(FILE, NameFile).names)

"""What is stated of a source: in words of every language, the words that name it marked, first in a dossier, too."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import Disclosure, Level
from db.known import KnownSource
from db.mentions import Named
from db.model import ChangeKind
from db.queries import Reader
from reports.blocks import Cards, EditionView, Style
from reports.case import Case
from reports.dossier import view
from reports.material import Material
from reports.quotes import source_quote
from reports.stated import stated_in_words
from reports.view import view as edition
from reports.words import words
from tests.db.world import START, Leaf, World, product, states
from tests.reports.build import NOW, SEEN
from tests.reports.test_dossier import SITE
from tests.reports.test_linked import cards


@pytest.mark.parametrize(
    ("kept", "english", "german"),
    [
        ("plant: rose", "plant (rose)", "pflanzlich (Rose)"),
        (
            "human: umbilical_cord + plant",
            "human (umbilical cord) and plant",
            "menschlich (Nabelschnur) und pflanzlich",
        ),
        (
            "conflict (plant: rose + human: adipose)",
            "stated in conflict: plant (rose) and human (fat tissue)",
            "widersprüchlich genannt: pflanzlich (Rose) und menschlich (Fettgewebe)",
        ),
        ("undisclosed", "not stated", "nicht genannt"),
        ("something_else: of a rule (made here)", "something else: of a rule (made here)", ""),
        ("conflict (nobody: knows)", "stated in conflict", "widersprüchlich genannt"),
        ("", "", ""),
    ],
)
def test_a_kept_source_is_told_in_words(kept: str, english: str, german: str) -> None:
    assert stated_in_words(kept, words()) == english
    assert stated_in_words(kept, words("de")) == (german or english)


def source(rich: Material, quote: str, *named: str) -> KnownSource:
    """A source that is stated in these words, where these name it."""
    found = tuple(Named(quote.index(each), len(each), "en.source.named", 3) for each in named)
    return replace(rich.sources[0], quote=quote, named=found, lang="en")


def test_the_words_that_name_a_source_are_marked(rich: Material) -> None:
    line = source_quote(source(rich, "Aqua, Rose Water, Human Fat Exosomes, Salt", "Rose Water", "Human Fat Exosomes"))
    assert [part.text for part in line if part.style is Style.MARK] == ["Rose Water", "Human Fat Exosomes"]
    assert "".join(part.text for part in line) == "Aqua, Rose Water, Human Fat Exosomes, Salt"
    assert all(part.lang == "en" and part.quoted for part in line)


def test_of_a_long_list_the_part_that_names_a_source_is_shown(rich: Material) -> None:
    long = f"{'Aqua, Glycerin, ' * 80}Human Fat Exosomes, {'Salt, ' * 80}"
    line = source_quote(source(rich, long, "Human Fat Exosomes"))
    told = "".join(part.text for part in line)
    assert "Human Fat Exosomes" in told
    assert len(told) <= 430
    wrong = replace(source(rich, "Aqua"), named=tuple(Named(*at, "en.x", 1) for at in ((2, 50), (-1, 3), (0, 0))))
    assert [part.style for part in source_quote(wrong)] == [Style.PLAIN]


def test_a_card_that_a_source_leads_names_the_rule_that_read_the_source(rich: Material) -> None:
    (card,) = [card for card in cards(edition(rich, NOW, 1)) if card.title[0].text == "Zellwerk Derm"]
    (fact,) = [fact for fact in card.evidence if fact.term == "Read by"]
    told = ["".join(part.text for part in line) for line in fact.lines]
    assert told == ["en.source.list version 2, from “Human Umbilical Cord Mesenchymal Stem Cell Exosomes”"]


MENTION = """
    INSERT INTO source_mentions (site_id, page_id, class, detail, role, owner, quote, span, span_start, rule,
        rule_version, product, place, is_experimental)
    SELECT site_id, page_id, 'human', 'adipose', ?, '', ?, ?, ?, 'r', 1, '', '', 0 FROM sources"""


def test_the_store_tells_where_a_quote_names_its_source(tmp_path: Path) -> None:
    world = World(tmp_path / "exowatch.db")
    stated = states(Disclosure.STATED, ("human", "adipose"), of="/p")
    world.visit(START, p=Leaf((), (product("/p"),), (stated,), stated_level=Level.HIGH))
    quote = "From human fat, we say."
    connection = world.store._db.conn
    with connection:
        connection.execute("UPDATE sources SET quote = ?", (quote,))
        for said, role, span in ((quote, "stated", "human fat"), (quote, "denied", "From"), ("x", "stated", "x")):
            connection.execute(MENTION, (role, said, span, said.index(span)))
    with Reader.open(world.path) as reader:
        (known,) = reader.sources()
    assert known.named == (Named(5, 9, "r", 1),)


def first(made: EditionView) -> list[str]:
    """The titles of the cards of a dossier."""
    blocks = [block for part in made.sections for block in part.blocks if isinstance(block, Cards)]
    return ["".join(part.text for part in card.title) for block in blocks for card in block.cards]


def test_a_flagged_source_that_stands_leads_a_card_of_the_dossier(rich: Material) -> None:
    shop = replace(SITE, name="Zellwerk Derm")
    own = replace(rich, claims=rich.claims[3:4], sources=rich.sources[:1], products=rich.products[:1])
    case = Case(shop, own, own.changes, own.claims, NOW)
    (card,) = [card for part in view(case).sections for b in part.blocks if isinstance(b, Cards) for card in b.cards]
    assert "Aqua, Human Umbilical Cord" in "".join(part.text for part in card.quote)
    moved = next(change.at for change in rich.past if change.kind is ChangeKind.CONFLICT_OPENED)
    assert (card.tags[0], moved) == ("Since 14 November 2026", SEEN)
    assert "hum-eu-cosmetic" in repr(card.facts)
    alone = Case(shop, replace(own, claims=(), past=()), (), (), NOW + timedelta(days=1))
    assert first(view(alone)) == ["Zellwerk Derm: “Nabel-Exo Serum 5 ml”"]
    calm = replace(own, claims=(), sources=tuple(replace(each, level=None, flags=()) for each in own.sources))
    assert first(view(Case(shop, calm, (), (), NOW))) == []

"""Languages: every sentence is there in each, none is lost on the way, none says what the digest may not say."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from string import Formatter

import html5lib
import pytest
from babel.messages.pofile import read_po

from claims.law.markets import load_regulation
from reports.digest import render
from reports.errors import ReportError
from reports.material import BRAND, Material
from reports.view import view
from reports.words import languages, words
from scripts.catalogue import sentences, untranslated, updated
from tests.reports.build import NOW
from tests.reports.test_page import own_words

MESSAGES = Path(str(files("reports"))) / "messages"
TEMPLATES = MESSAGES.parent / "templates"
OTHERS = languages()[1:]
# What no sentence of the product's own may say in any language: verdicts on law, harm or people, and talk.
NEVER = {
    "en": (
        r"illegal\w*|unlawful\w*|violat\w*|fraud\w*|guilty|scams?|unsafe|dangerous|banned|offen[cd]\w*|infring\w*|"
        r"crimin\w*|false claims?|mislead\w*|breach\w*|we|us|our|ours|you|your|yours"
    ),
    "de": (
        r"illegal\w*|rechtswidrig\w*|ungesetzlich\w*|verst(?:oß|öße|ößt|oßen)\w*|betrug\w*|betrüg\w*|schuldig\w*|unsicher\w*|"
        r"gefährlich\w*|verboten\w*|straf\w*|irreführ\w*|verletz\w*|wir|uns|unser\w*|du|dein\w*|Sie|Ihr|Ihre\w*"
    ),
}


# What a rule may not say either, though it may name what its law is about ("barred as misleading").
NEVER_IN_RULES = r"illegal\w*|unlawful\w*|violat\w*|fraud\w*|unsafe|banned|guilty|we|you|your"


def messages(lang: str) -> Iterator[tuple[str, str]]:
    """Every (sentence of the code, sentence of the language), singular and plural."""
    known = read_po(BytesIO((MESSAGES / f"{lang}.po").read_bytes()), locale=lang)
    for entry in known:
        ids = _each(entry.id)
        for at, said in enumerate(_each(entry.string)):
            if ids[0]:
                yield ids[min(at, len(ids) - 1)], said


def _each(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def braces(text: str) -> set[str]:
    """The names in the braces of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_sentence_is_there(lang: str) -> None:
    text = (MESSAGES / f"{lang}.po").read_bytes()
    assert updated(lang, text) == text, "run: python -m scripts.catalogue"
    assert not untranslated(text, lang), f"translate them in reports/messages/{lang}.po"


@pytest.mark.parametrize("lang", OTHERS)
def test_no_sentence_loses_a_brace(lang: str) -> None:
    for own, said in messages(lang):
        assert braces(said) <= braces(own), own
        lost = braces(own) - braces(said) - {"n"}
        assert not lost, own
        assert own[:1].isspace() == said[:1].isspace(), own
        assert own[-1:].isspace() == said[-1:].isspace(), own


def test_german_is_one_of_them() -> None:
    assert languages()[0] == "en"
    assert "de" in languages()


def test_a_language_without_a_catalogue_is_refused(rich: Material) -> None:
    with pytest.raises(ReportError, match=r"language 'xx': has no catalogue: use en or .*de"):
        view(rich, NOW, 1, lang="xx")


@pytest.mark.parametrize("audience", ["regulator", BRAND])
def test_a_german_edition_is_german(rich: Material, audience: str) -> None:
    edition = view(replace(rich, audience=audience), NOW, 46, lang="de")
    page = render(edition)
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.startswith('<!doctype html>\n<html lang="de">')
    assert edition.period.startswith("9. bis 15. November 2026 · ")
    assert edition.period.endswith(" · erstellt 16. November 2026, 07:00 UTC")
    assert ".." not in " ".join(own_words(edition))
    english = {own for own, said in messages("de") if own != said and len(own) > 8}
    assert not english & {text.strip() for text in own_words(edition)}
    assert '„<bdi dir="auto" lang="en">Our exosome infusion' in page or audience == BRAND


def test_what_rules_say_is_marked_with_its_language(rich: Material) -> None:
    page = render(view(rich, NOW, 46, lang="de"))
    assert '<span lang="en">Names two diseases and is given by infusion. </span>' in page
    assert '<span lang="en">' not in render(view(rich, NOW, 46))


def test_numbers_and_plurals_are_those_of_the_language() -> None:
    own = words("de")
    assert own.number(12_345) == "12.345"
    assert own.decimal(1.25) == "1,2"
    assert own.count(1, "{n} page: {what}", "{n} pages: {what}", what="x") == "1 page: x"
    assert own.count(2, "on {n} page", "on {n} pages") == "auf 2 Seiten"
    assert own.spell(3, "one price changed.", "{n} prices changed.") == "drei Preise änderten sich."
    assert own.joined(["a", "b", "c"]) == "a, b und c"
    assert own.inline("Hoch") == "Hoch"
    assert words().inline("High") == "high"


def test_no_sentence_of_the_code_says_what_it_may_not() -> None:
    pattern = re.compile(rf"\b(?:{NEVER['en']})\b", re.IGNORECASE)
    found = [entry.id for entry in sentences() if entry.id and pattern.search(str(entry.id))]
    assert not found


@pytest.mark.parametrize("lang", OTHERS)
def test_no_sentence_of_a_language_says_what_it_may_not(lang: str) -> None:
    if lang not in NEVER:
        pytest.fail(f"say in NEVER what no sentence may say in {lang}")
    pattern = re.compile(rf"\b(?:{NEVER[lang]})\b")
    assert not [said for _, said in messages(lang) if pattern.search(said)]


def test_no_template_says_what_it_may_not() -> None:
    pattern = re.compile(rf"\b(?:{NEVER['en']})\b", re.IGNORECASE)
    for path in sorted(TEMPLATES.glob("*.j2")):
        text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not pattern.findall(text), path.name


def test_no_reason_of_a_rule_says_what_it_may_not() -> None:
    pattern = re.compile(rf"\b(?:{NEVER_IN_RULES})\b", re.IGNORECASE)
    rules = load_regulation().rules
    assert rules
    said = {rule.id: rule.because for rule in rules if pattern.search(rule.because)}
    assert not said


def test_no_sentence_hides_where_it_is_not_found() -> None:
    inside = re.compile(r"f\"[^\"\n]*\{[^}\n]*words\.(?:say|count|spell)\(")
    for path in MESSAGES.parent.rglob("*.py"):
        assert not inside.search(path.read_text(encoding="utf-8")), (
            f"{path.name}: take the sentence out of the f-string"
        )


def test_a_new_language_is_a_new_file_and_no_code() -> None:
    made = updated("fr", b"")
    known = read_po(BytesIO(made), locale="fr")
    assert known.num_plurals == 2
    assert len(untranslated(made, "fr")) == len([entry for entry in sentences() if entry.id]) > 400
    assert updated("fr", made) == made

"""The vocabulary of an edition in one language, and the digest's own sentences in it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from babel import Locale, numbers
from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.model import Disclosure, Form, Level, SiteKind, Status
from claims.taxonomy import load_taxonomy
from db.model import ChangeKind, Quality
from reports.words.catalogue import OWN, Catalogue, catalogue, languages

__all__ = ["Words", "languages", "leaves", "plain", "words"]

STRICT = ConfigDict(extra="forbid")
# What is no word: it stays as it is in every language.
KEPT = {"lang", "locale", "sign"}
SMALL = 1000  # below, a number in figures is the same everywhere the digits are these


@dataclass(frozen=True, slots=True, config=STRICT)
class LevelWord:
    """A level as sign and word."""

    sign: str
    word: str


@dataclass(frozen=True, slots=True, config=STRICT)
class TypeWord:
    """A claim type as a heading and as the end of a sentence."""

    name: str
    says: str


@dataclass(frozen=True, slots=True, config=STRICT)
class QualityWord:
    """Why a page was not seen, and what would mend it."""

    cause: str
    remedy: str


@dataclass(frozen=True, slots=True, config=STRICT)
class Words:
    """Every key that an edition shows, in words; data keys that may grow are strings, closed ones enums."""

    lang: str
    locale: str
    numerals: tuple[str, ...]
    levels: dict[Level, LevelWord]
    kinds: dict[SiteKind, str]
    claim_types: dict[str, TypeWord]
    statuses: dict[Status, str]
    forms: dict[Form, str]
    source_classes: dict[str, str]
    disclosures: dict[Disclosure, str]
    natures: dict[str, str]
    provision_kinds: dict[str, str]
    no_address: str
    of_the_whole: str
    unconfirmed: str
    secondary: str
    markets: dict[str, str]
    changes: dict[ChangeKind, str]
    novelties: dict[str, str]
    novelty_adverbs: dict[str, str]
    sayings: dict[Status, str]
    qualities: dict[Quality, QualityWord]

    def say(self, text: str, **values: object) -> str:
        """A sentence of the digest's own in this language; `values` fill its braces."""
        return _filled(self._own.gettext(text), values)

    def count(self, number: int, one: str, many: str, **values: object) -> str:
        """The sentence for that number of things; {n} in it is the number in figures."""
        return _filled(self._own.ngettext(one, many, number), {"n": self.number(number), **values})

    def spell(self, number: int, one: str, many: str, **values: object) -> str:
        """The same with small numbers as words."""
        return _filled(self._own.ngettext(one, many, number), {"n": self.numeral(number), **values})

    def number(self, number: int) -> str:
        """A number in figures, its thousands set apart."""
        if 0 <= number < SMALL:
            return str(number)
        return str(numbers.format_decimal(number, locale=self.locale))

    def numeral(self, number: int) -> str:
        """A number as a word up to twelve, else in figures."""
        return self.numerals[number] if 0 <= number < len(self.numerals) else self.number(number)

    def decimal(self, number: float) -> str:
        """A number with one place after the point."""
        return str(numbers.format_decimal(round(number, 1), format="#,##0.0", locale=self.locale))

    def joined(self, items: Iterable[str]) -> str:
        """A list in a sentence: “a, b and c”."""
        known = [item for item in items if item]
        if len(known) <= 1:
            return "".join(known)
        return self.say("{items} and {last}", items=", ".join(known[:-1]), last=known[-1])

    @property
    def marks(self) -> tuple[str, str]:
        """The marks of a quotation."""
        return self.say("“"), self.say("”")

    def quote(self, text: str) -> str:
        """A text between the marks of a quotation."""
        before, after = self.marks
        return f"{before}{text}{after}"

    def type_name(self, key: str) -> str:
        """The heading of a claim type; the key in plain letters where it has none yet."""
        word = self.claim_types.get(key)
        return word.name if word else plain(key).capitalize()

    def inline(self, name: str) -> str:
        """The name of a type or level inside a sentence: small where the language writes it so."""
        return name.lower() if self.say("small letters in sentences") != "capital letters in sentences" else name

    def market(self, key: str) -> str:
        """The name of a market, else its key."""
        return self.markets.get(key, key)

    def country(self, code: str) -> str:
        """The name of a country by its two letters, else what was given."""
        return _territories(self.locale).get(code.upper(), code)

    def language(self, tag: str) -> str:
        """The name of a language by its tag, else the tag."""
        return str(Locale.parse(self.locale).languages.get(tag.split("-")[0].lower(), tag))

    def source(self, class_: str, detail: str) -> str:
        """A source as class and detail: “human (umbilical cord)”."""
        name = self.source_classes.get(class_, plain(class_))
        known = load_taxonomy().source(class_)
        term = known.detail(detail) if known else None
        if detail in {"", "unspecified"}:
            return name
        title = self._own.pgettext("source_details", term.title) if term else plain(detail)
        return f"{name} ({title})"

    def form(self, form: str) -> str:
        """The form of a block in words; empty where it is not known."""
        return self.forms.get(Form(form), "") if form in set(Form) else plain(form)

    @property
    def data_lang(self) -> str:
        """The language of what rules and crawler wrote, where that is not this one; else empty."""
        return "" if self.lang == OWN else OWN

    @property
    def _own(self) -> Catalogue:
        return catalogue(self.lang)


@cache
def _territories(locale: str) -> Mapping[str, str]:
    return dict(Locale.parse(locale).territories)


def plain(key: str) -> str:
    """A key of the data as words."""
    return key.replace("_", " ")


@cache
def words(lang: str = OWN) -> Words:
    """The vocabulary of a language. Raises ReportError for one without a catalogue, DataFileError for a wrong file."""
    with as_file(files("reports.words") / f"{OWN}.yml") as path:
        own = datafile.read(path, Words)
    if lang == OWN:
        return own
    known = catalogue(lang)
    said = {each.name: _translated(getattr(own, each.name), each.name, known) for each in fields(own)}
    return Words(**{**said, "lang": lang, "locale": lang})


def leaves(value: Any, context: str = "") -> Iterable[tuple[str, str]]:
    """Every (context, text) of a vocabulary that a language has to have."""
    if isinstance(value, str):
        if value and context.rsplit(" ", 1)[-1] not in KEPT:
            yield context, value
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each, context)
    elif is_dataclass(value):
        for each in fields(value):
            yield from leaves(getattr(value, each.name), f"{context} {each.name}".strip())


def _translated(value: Any, context: str, known: Catalogue) -> Any:
    if isinstance(value, str):
        return known.pgettext(context, value) if value and context.rsplit(" ", 1)[-1] not in KEPT else value
    if isinstance(value, dict):
        return {key: _translated(each, context, known) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_translated(each, context, known) for each in value)
    changed = {
        each.name: _translated(getattr(value, each.name), f"{context} {each.name}", known) for each in fields(value)
    }
    return replace(value, **changed)


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text

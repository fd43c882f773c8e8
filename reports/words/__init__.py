"""The vocabulary of an edition in one language, read from a file beside this one."""

from functools import cache
from importlib.resources import as_file, files

from babel import Locale
from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.model import Disclosure, Form, Level, SiteKind, Status
from claims.taxonomy import load_taxonomy
from db.model import ChangeKind, Quality

STRICT = ConfigDict(extra="forbid")


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
    levels: dict[Level, LevelWord]
    kinds: dict[SiteKind, str]
    claim_types: dict[str, TypeWord]
    statuses: dict[Status, str]
    forms: dict[Form, str]
    source_classes: dict[str, str]
    disclosures: dict[Disclosure, str]
    natures: dict[str, str]
    provision_kinds: dict[str, str]
    unconfirmed: str
    secondary: str
    markets: dict[str, str]
    changes: dict[ChangeKind, str]
    novelties: dict[str, str]
    novelty_adverbs: dict[str, str]
    status_verbs: dict[Status, str]
    qualities: dict[Quality, QualityWord]

    def type_name(self, key: str) -> str:
        """The heading of a claim type; the key in plain letters where it has none yet."""
        word = self.claim_types.get(key)
        return word.name if word else plain(key).capitalize()

    def market(self, key: str) -> str:
        """The name of a market, else its key."""
        return self.markets.get(key, key)

    def country(self, code: str) -> str:
        """The name of a country by its two letters, else what was given."""
        return str(Locale.parse(self.locale).territories.get(code.upper(), code))

    def language(self, tag: str) -> str:
        """The name of a language by its tag, else the tag."""
        return str(Locale.parse(self.locale).languages.get(tag.split("-")[0].lower(), tag))

    def source(self, class_: str, detail: str) -> str:
        """A source as class and detail: “human (umbilical cord)”."""
        name = self.source_classes.get(class_, plain(class_))
        known = load_taxonomy().source(class_)
        term = known.detail(detail) if known else None
        return name if detail in {"", "unspecified"} else f"{name} ({term.title if term else plain(detail)})"

    def form(self, form: str) -> str:
        """The form of a block in words; empty where it is not known."""
        return self.forms.get(Form(form), "") if form in set(Form) else plain(form)


def plain(key: str) -> str:
    """A key of the data as words."""
    return key.replace("_", " ")


@cache
def words(lang: str = "en") -> Words:
    """The vocabulary of a language. Raises DataFileError where its file is wrong."""
    with as_file(files("reports.words") / f"{lang}.yml") as path:
        return datafile.read(path, Words)

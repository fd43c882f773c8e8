"""The rules of the markets: claims/markets/*.yml, one file a market, and claims/markets/shared/ for what several share.

How the files are written is told in claims/markets/README.md.
"""

import hashlib
from dataclasses import dataclass as plain
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from claims import datafile
from claims.errors import ClaimsError
from claims.model import Level, Provision, SiteKind, Status

FOLDER = Path(__file__).parents[1] / "markets"
STRICT = ConfigDict(extra="forbid", defer_build=True)
EVERY_MARKET = "ALL"
IN_FORCE = (Status.ASSERTED, Status.HEDGED, Status.ATTRIBUTED)
SELLERS = (SiteKind.CLINIC, SiteKind.BRAND, SiteKind.RETAILER)

Nature = Literal["prohibited", "needs_authorisation", "needs_substantiation", "generally_acceptable", "context"]
ProvisionKind = Literal["law", "guidance", "notice", "code", "case", "secondary"]


class UnknownMarket(ClaimsError):
    """A market is asked for that has no file."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Wording:
    """Words to look for: phrases of shared/phrases.yml by name, and patterns of the rule's own."""

    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, config=STRICT)
class When:
    """What a rule asks for: every key that is set must hold, and within a key one entry is enough."""

    claim_types: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = IN_FORCE
    and_claim_types: tuple[str, ...] = ()
    source_classes: tuple[str, ...] = ()
    source_details: tuple[str, ...] = ()
    no_source_classes: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    kinds: tuple[SiteKind, ...] = SELLERS
    text: Wording = Wording()


@dataclass(frozen=True, slots=True, config=STRICT)
class MarketRule:
    """One reason to look, in one or more markets; `about` says where a rule about words alone falls."""

    id: str
    markets: tuple[str, ...]
    nature: Nature
    level: Level
    scope: Literal["page", "sentence"]
    because: str
    provisions: tuple[str, ...]
    hedged_level: Level | None = None
    when: When = When()
    unless: Wording = Wording()
    about: Literal["claims", "offer"] = "claims"

    def holds_in(self, market: str) -> bool:
        """Whether the rule is one of this market."""
        return market in self.markets or EVERY_MARKET in self.markets


@dataclass(frozen=True, slots=True, config=STRICT)
class ProvisionEntry:
    """A text of law, code or guidance as a market's file has it; `place` where it is not the market as a whole."""

    id: str
    instrument: str
    provision: str
    title: str
    says: str
    confirmed: bool
    kind: ProvisionKind
    address: str = ""
    place: str = ""
    since: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Market:
    """One market's file: `reads` are the places whose provisions are its own."""

    market: str
    name: str
    reads: tuple[str, ...]
    default_provisions: tuple[str, ...]
    provisions: tuple[ProvisionEntry, ...]
    rules: tuple[MarketRule, ...]
    authorities: str = ""
    watch: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class RuleFile:
    """shared/rules/*.yml: rules of several markets."""

    rules: tuple[MarketRule, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class Phrase:
    """A wording that rules ask for by name."""

    name: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class PhraseFile:
    """shared/phrases.yml."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class LevelTerm:
    """What a level means."""

    level: Level
    means: str


@dataclass(frozen=True, slots=True, config=STRICT)
class NatureTerm:
    """What a nature means, and what would clear a flag of it."""

    nature: Nature
    means: str
    clears_if: str


@dataclass(frozen=True, slots=True, config=STRICT)
class Terms:
    """shared/terms.yml."""

    knowledge_date: str
    unconfirmed: str
    levels: tuple[LevelTerm, ...]
    natures: tuple[NatureTerm, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class Countries:
    """Countries whose pages are read under the same markets."""

    markets: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class CountryFile:
    """shared/countries.yml."""

    elsewhere: str
    countries: tuple[Countries, ...]

    def markets_for(self, country: str) -> tuple[str, ...]:
        """The markets whose rules hold in a country (ISO 3166, any case)."""
        code = country.strip().upper()
        return next((group.markets for group in self.countries if code in group.codes), (self.elsewhere,))


@plain(frozen=True, slots=True, eq=False)
class Regulation:
    """The rules of all markets as of `terms.knowledge_date`; `digest` changes with any of its files."""

    terms: Terms
    markets: tuple[Market, ...]
    rules: tuple[MarketRule, ...]
    phrases: tuple[Phrase, ...]
    provisions: tuple[Provision, ...]
    countries: CountryFile
    digest: str

    def market(self, code: str) -> Market:
        """The market of this code. Raises UnknownMarket."""
        for market in self.markets:
            if market.market == code:
                return market
        known = ", ".join(market.market for market in self.markets)
        raise UnknownMarket(f"no market is named {code!r}: use one of {known}")

    def markets_for(self, country: str) -> tuple[str, ...]:
        """The markets whose rules a page of this country (ISO 3166, any case) is read under."""
        return self.countries.markets_for(country)


def load_regulation() -> Regulation:
    """The regulation that comes with the program, read once. Raises DataFileError."""
    return _cached(FOLDER)


def markets_for(country: str) -> tuple[str, ...]:
    """The markets for a site that names a country but no market."""
    return _countries(FOLDER).markets_for(country)


def read_regulation(folder: Path) -> Regulation:
    """The regulation that a folder holds. Raises DataFileError with every complaint of the first file that has any."""
    shared = folder / "shared"
    market_paths, rule_paths = _paths(folder)
    markets = tuple(datafile.read(path, Market) for path in market_paths)
    files = tuple(datafile.read(path, RuleFile) for path in rule_paths)
    return Regulation(
        terms=datafile.read(shared / "terms.yml", Terms),
        markets=markets,
        rules=(
            *(rule for market in markets for rule in market.rules),
            *(rule for file in files for rule in file.rules),
        ),
        phrases=datafile.read(shared / "phrases.yml", PhraseFile).phrases,
        provisions=tuple(_provision(market, entry) for market in markets for entry in market.provisions),
        countries=_countries(folder),
        digest=_digest(folder),
    )


def edition() -> tuple[str, str]:
    """As of when the regulation that comes with the program is, and its digest, without reading its rules."""
    terms = datafile.read(FOLDER / "shared" / "terms.yml", Terms)
    return terms.knowledge_date, _digest(FOLDER)


@lru_cache(maxsize=4)
def _cached(folder: Path) -> Regulation:
    return read_regulation(folder)


@lru_cache(maxsize=4)
def _countries(folder: Path) -> CountryFile:
    return datafile.read(folder / "shared" / "countries.yml", CountryFile)


def _provision(market: Market, entry: ProvisionEntry) -> Provision:
    return Provision(
        id=entry.id,
        market=entry.place or market.market,
        instrument=entry.instrument,
        provision=entry.provision,
        title=entry.title,
        says=entry.says,
        address=entry.address,
        confirmed=entry.confirmed,
        kind=entry.kind,
    )


def _paths(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of markets, and those of the rules that several share."""
    return sorted(folder.glob("*.yml")), sorted((folder / "shared" / "rules").glob("*.yml"))


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    markets, rules = _paths(folder)
    for path in (*markets, *rules, *sorted((folder / "shared").glob("*.yml"))):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]

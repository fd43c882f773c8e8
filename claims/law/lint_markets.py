"""What is wrong with market files beyond their shape, each complaint with its place and what to do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from claims import datafile
from claims.datafile import Step, at
from claims.errors import DataFileError
from claims.law.markets import EVERY_MARKET, CountryFile, Market, MarketRule, PhraseFile, RuleFile, Terms, Wording
from claims.model import Level
from claims.patterns.match import PatternError, compiled
from claims.taxonomy import Taxonomy, load_taxonomy

EXTRA_CLASSES = {"undisclosed", "conflict"}  # what the page as a whole shows, beside the classes of the taxonomy
NEVER_SAID = re.compile(
    r"\b(?:illegal|unlawful|fraud\w*|violat\w+|unsafe|banned|guilty|dangerous|scam|crime|criminal)\b", re.IGNORECASE
)
RANK = list(Level)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Held:
    """A rule with the file and the steps that lead to it; `market` is empty in shared files."""

    rule: MarketRule
    path: Path
    steps: tuple[Step, ...]
    market: str


@dataclass(frozen=True, slots=True)
class _Files:
    """All files of a folder that could be read, with what they define."""

    markets: tuple[tuple[Path, Market], ...]
    rules: tuple[_Held, ...]
    phrases: tuple[tuple[Path, PhraseFile], ...]
    terms: tuple[tuple[Path, Terms], ...]
    countries: tuple[tuple[Path, CountryFile], ...]


def lint_markets(folder: Path) -> tuple[str, ...]:
    """Every complaint about the market files of a folder, as path:line:column: what, and what to do."""
    complaints: list[str] = []
    files = _read(folder, complaints)
    if not complaints:
        for check in (_markets, _provisions, _rules, _phrases, _terms, _countries, _unused):
            complaints.extend(check(files))
    return tuple(complaints)


def _read(folder: Path, complaints: list[str]) -> _Files:
    shared = folder / "shared"
    markets = _every(sorted(folder.glob("*.yml")), Market, complaints)
    rules = _every(sorted((shared / "rules").glob("*.yml")), RuleFile, complaints)
    held = [
        _Held(rule, path, ("rules", number), market.market)
        for path, market in markets
        for number, rule in enumerate(market.rules)
    ]
    held += [_Held(rule, path, ("rules", n), "") for path, file in rules for n, rule in enumerate(file.rules)]
    return _Files(
        markets,
        tuple(held),
        _every([shared / "phrases.yml"], PhraseFile, complaints),
        _every([shared / "terms.yml"], Terms, complaints),
        _every([shared / "countries.yml"], CountryFile, complaints),
    )


def _every(paths: Iterable[Path], shape: type[T], complaints: list[str]) -> tuple[tuple[Path, T], ...]:
    found: list[tuple[Path, T]] = []
    for path in paths:
        try:
            found.append((path, datafile.read(path, shape)))
        except DataFileError as error:
            complaints.append(str(error))
    return tuple(found)


def _twice(named: Iterable[tuple[str, Path, tuple[Step, ...]]], what: str) -> Iterator[str]:
    seen: dict[str, Path] = {}
    for name, path, steps in named:
        if name in seen:
            yield at(path, steps, f"{what} {name} stands in {seen[name].name} already: give one another name")
        seen.setdefault(name, path)


def _markets(files: _Files) -> Iterator[str]:
    yield from _twice(((market.market, path, ("market",)) for path, market in files.markets), "market")
    known = {entry.id for _, market in files.markets for entry in market.provisions}
    for path, market in files.markets:
        name = f"{market.market.lower()}.yml"
        if path.name != name:
            yield at(path, ("market",), f"market {market.market} does not go by its file: name the file {name}")
        if market.market not in market.reads:
            yield at(path, ("reads",), f"reads does not name {market.market} itself: add it")
        yield from _unknown(path, ("default_provisions",), market.default_provisions, known, "provision")


def _provisions(files: _Files) -> Iterator[str]:
    entries = [
        (entry, path, ("provisions", number))
        for path, market in files.markets
        for number, entry in enumerate(market.provisions)
    ]
    yield from _twice(((entry.id, path, (*steps, "id")) for entry, path, steps in entries), "provision")
    for entry, path, steps in entries:
        if entry.address and not entry.address.startswith(("https://", "http://")):
            yield at(path, (*steps, "address"), f"{entry.address!r} is no web address: begin it with https://")
        if entry.confirmed and not entry.address:
            yield at(path, (*steps, "confirmed"), f"{entry.id} is confirmed without an address: add one or say false")
        yield from _worded(path, (*steps, "title"), entry.title)
        yield from _worded(path, (*steps, "says"), entry.says)


def _unknown(
    path: Path, steps: tuple[Step, ...], names: Sequence[str], known: Iterable[str], what: str
) -> Iterator[str]:
    allowed = sorted(known)
    for number, name in enumerate(names):
        if name not in allowed:
            close = [other for other in allowed if other[:6] == name[:6]][:6] or allowed[:6]
            yield at(path, (*steps, number), f"no {what} is named {name}: use one such as {', '.join(close)}")


def _worded(path: Path, steps: tuple[Step, ...], text: str) -> Iterator[str]:
    found = NEVER_SAID.search(text)
    if found:
        yield at(path, steps, f"{found[0]!r} passes judgement: say what a rule bars, asks or lets pass")


def _rules(files: _Files) -> Iterator[str]:
    yield from _twice(((held.rule.id, held.path, (*held.steps, "id")) for held in files.rules), "rule")
    taxonomy = load_taxonomy()
    markets = {market.market for _, market in files.markets}
    provisions = {entry.id for _, market in files.markets for entry in market.provisions}
    for held in files.rules:
        rule, path, steps = held.rule, held.path, held.steps
        yield from _unknown(path, (*steps, "markets"), rule.markets, {*markets, EVERY_MARKET}, "market")
        yield from _unknown(path, (*steps, "provisions"), rule.provisions, provisions, "provision")
        yield from _conditions(held, taxonomy)
        yield from _patterns(path, (*steps, "when", "text"), rule.when.text)
        yield from _patterns(path, (*steps, "unless"), rule.unless)
        yield from _worded(path, (*steps, "because"), rule.because)
        if held.market and held.market not in rule.markets:
            yield at(path, (*steps, "markets"), f"{rule.id} is no rule of {held.market}: move it")
        if rule.hedged_level and RANK.index(rule.hedged_level) < RANK.index(rule.level):
            yield at(
                path,
                (*steps, "hedged_level"),
                "a hedged claim weighs more than an asserted one: lower it",
            )


def _conditions(held: _Held, taxonomy: Taxonomy) -> Iterator[str]:
    when, path, steps = held.rule.when, held.path, (*held.steps, "when")
    types = [entry.name for entry in taxonomy.claim_types]
    classes = {source.name for source in taxonomy.sources} | EXTRA_CLASSES
    details = {term.name for source in taxonomy.sources for term in source.details}
    yield from _unknown(path, (*steps, "claim_types"), when.claim_types, types, "claim type")
    yield from _unknown(path, (*steps, "and_claim_types"), when.and_claim_types, types, "claim type")
    yield from _unknown(path, (*steps, "source_classes"), when.source_classes, classes, "source class")
    yield from _unknown(path, (*steps, "no_source_classes"), when.no_source_classes, classes, "source class")
    yield from _unknown(path, (*steps, "source_details"), when.source_details, details, "source detail")
    yield from _unknown(path, (*steps, "routes"), when.routes, [term.name for term in taxonomy.routes], "route")
    if when.no_source_classes and (when.claim_types or not when.text.phrases + when.text.patterns):
        yield at(path, (*steps, "no_source_classes"), "no_source_classes is for rules about words alone: take it out")
    if held.rule.about == "offer" and (when.claim_types or not when.text.phrases + when.text.patterns):
        yield at(path, (*held.steps, "about"), "about: offer is for rules about words alone: take it out")
    if when.and_claim_types and not when.claim_types:
        yield at(path, (*steps, "and_claim_types"), "and_claim_types stands alone: name the claim_types it goes with")


def _patterns(path: Path, steps: tuple[Step, ...], wording: Wording) -> Iterator[str]:
    for number, pattern in enumerate(wording.patterns):
        try:
            compiled(pattern, bounded=False)
        except PatternError as error:
            yield at(path, (*steps, "patterns", number), str(error))


def _phrases(files: _Files) -> Iterator[str]:
    for path, file in files.phrases:
        named = [(phrase, ("phrases", number)) for number, phrase in enumerate(file.phrases)]
        yield from _twice(((phrase.name, path, (*steps, "name")) for phrase, steps in named), "phrase")
        for phrase, steps in named:
            yield from _patterns(path, steps, Wording(patterns=phrase.patterns))
    names = {phrase.name for _, file in files.phrases for phrase in file.phrases}
    for held in files.rules:
        text, unless = held.rule.when.text.phrases, held.rule.unless.phrases
        yield from _unknown(held.path, (*held.steps, "when", "text", "phrases"), text, names, "phrase")
        yield from _unknown(held.path, (*held.steps, "unless", "phrases"), unless, names, "phrase")


def _terms(files: _Files) -> Iterator[str]:
    for path, terms in files.terms:
        told = {term.nature for term in terms.natures}
        for held in files.rules:
            if held.rule.nature not in told:
                yield at(path, ("natures",), f"{held.rule.nature} is not told, but {held.rule.id} has it: add it")
                told.add(held.rule.nature)
        for number, term in enumerate(terms.natures):
            yield from _worded(path, ("natures", number, "clears_if"), term.clears_if)


def _countries(files: _Files) -> Iterator[str]:
    markets = {market.market for _, market in files.markets}
    for path, file in files.countries:
        yield from _unknown(path, (), (file.elsewhere,), markets, "market")
        codes = [
            (code, path, ("countries", number, "codes", place))
            for number, group in enumerate(file.countries)
            for place, code in enumerate(group.codes)
        ]
        yield from _twice(codes, "country")
        for number, group in enumerate(file.countries):
            yield from _unknown(path, ("countries", number, "markets"), group.markets, markets, "market")


def _unused(files: _Files) -> Iterator[str]:
    used = {name for held in files.rules for name in (*held.rule.when.text.phrases, *held.rule.unless.phrases)}
    for path, file in files.phrases:
        for number, phrase in enumerate(file.phrases):
            if phrase.name not in used:
                yield at(path, ("phrases", number), f"no rule asks for {phrase.name}: use it or take it out")

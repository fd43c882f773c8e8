"""What is wrong with rule packs beyond their shape, each complaint with its place and what to do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from claims import datafile
from claims.datafile import Step, at
from claims.errors import DataFileError
from claims.patterns.match import PatternError, compiled, expand
from claims.rules.lint_rules import lint_rules
from claims.rules.rulebook import Entry, entries_of
from claims.rules.shapes import ContextFile, GateFile, Head, LexiconFile, RuleFile, Words, joined
from claims.sources.routes import RouteFile
from claims.sources.ties import SourceFile
from claims.taxonomy import load_taxonomy
from claims.text.quotes import SpeechEnds

T = TypeVar("T")
USED = re.compile(r"<([A-Z][A-Z0-9_]*)>")
ASKED_BY_CODE = "context.yml"  # the frames of this file are asked for in claims/context/, not by rules


@dataclass(frozen=True, slots=True)
class Named:
    """A lexicon or frame: its words, and where it is written."""

    name: str
    words: Words
    path: Path
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """All that a pack's folder holds, as written."""

    folder: Path
    head: Head
    lexicons: tuple[Named, ...]
    frames: tuple[Named, ...]
    context: ContextFile
    rules: tuple[Entry, ...]
    sources: SourceFile | None
    routes: RouteFile | None

    @property
    def words(self) -> Mapping[str, str]:
        """The lexicons by name, each as one pattern."""
        return {entry.name: joined(entry.words) for entry in self.lexicons}


def lint_packs(folder: Path) -> tuple[str, ...]:
    """Every complaint about the packs under a folder, as path:line:column: what, and what to do."""
    complaints: list[str] = []
    packs = [_read(head.parent, complaints) for head in sorted(folder.glob("*/pack.yml"))]
    read = [pack for pack in packs if pack is not None]
    for pack in read:
        for check in (_head, _named, _patterns, _cues, _speech_ends, _sources, _routes):
            complaints.extend(check(pack))
        frames = frozenset(entry.name for entry in pack.frames)
        complaints.extend(lint_rules(pack.rules, pack.words, frames, bounded=pack.head.boundary == "word"))
    return tuple(complaints)


def _read(folder: Path, complaints: list[str]) -> Files | None:
    """The files of a folder; None, with complaints, where one of them has not its shape."""
    before = len(complaints)
    head = _one(folder / "pack.yml", Head, complaints)
    words = _one(folder / "lexicons.yml", LexiconFile, complaints)
    context = _one(folder / "context.yml", ContextFile, complaints)
    _one(folder / "gates.yml", GateFile, complaints)
    claims = [(path, _one(path, RuleFile, complaints)) for path in sorted((folder / "claims").glob("*.yml"))]
    sources = _one(folder / "sources.yml", SourceFile, complaints, needed=False)
    routes = _one(folder / "routes.yml", RouteFile, complaints, needed=False)
    if len(complaints) > before or head is None or words is None or context is None:
        return None
    lexicons = list(_names(folder / "lexicons.yml", "lexicons", words.lexicons))
    frames = [
        *_names(folder / "lexicons.yml", "frames", words.frames),
        *_names(folder / "context.yml", "frames", context.frames),
    ]
    rules: list[Entry] = []
    for path, file in claims:
        if file is not None:
            lexicons += _names(path, "lexicons", file.lexicons)
            frames += _names(path, "frames", file.frames)
            rules += entries_of(path, file, head)
    return Files(folder, head, tuple(lexicons), tuple(frames), context, tuple(rules), sources, routes)


def _one(path: Path, shape: type[T], complaints: list[str], *, needed: bool = True) -> T | None:
    if not needed and not path.is_file():
        return None
    try:
        return datafile.read(path, shape)
    except DataFileError as error:
        complaints.append(str(error))
        return None


def _names(path: Path, key: str, words: Mapping[str, Words] | None) -> Iterator[Named]:
    yield from (Named(name, value, path, (key, name)) for name, value in (words or {}).items())


def _head(pack: Files) -> Iterator[str]:
    if pack.head.lang != pack.folder.name:
        path = pack.folder / "pack.yml"
        yield at(path, ("lang",), f"the pack of {pack.head.lang} lies in {pack.folder.name}/: name the folder after it")


def _named(pack: Files) -> Iterator[str]:
    """Lexicons and frames that stand twice or that nothing uses."""
    for what, named in (("lexicon", pack.lexicons), ("frame", pack.frames)):
        seen: dict[str, Path] = {}
        for entry in named:
            if entry.name in seen:
                message = f"the {what} {entry.name} stands in {seen[entry.name].name} already: give it another name"
                yield at(entry.path, entry.steps, message)
            seen.setdefault(entry.name, entry.path)
    text = "\n".join(path.read_text(encoding="utf-8") for path in pack.folder.rglob("*.yml"))
    used = set(USED.findall(text))
    asked = {use.partition("/")[0] for entry in pack.rules for use in (*entry.rule.needs, *entry.rule.unless)}
    for entry in pack.lexicons:
        if entry.name not in used:
            yield at(entry.path, entry.steps, f"nothing uses the lexicon {entry.name}: use it or take it out")
    for entry in pack.frames:
        if entry.name not in asked and entry.path.name != ASKED_BY_CODE:
            yield at(entry.path, entry.steps, f"no rule names the frame {entry.name}: use it or take it out")


def _patterns(pack: Files) -> Iterator[str]:
    """Lexicons and frames that cannot be used as patterns."""
    for entry in (*pack.lexicons, *pack.frames):
        yield from _broken(pack, joined(entry.words), entry.path, entry.steps)


def _broken(pack: Files, pattern: str, path: Path, steps: tuple[Step, ...]) -> Iterator[str]:
    try:
        compiled(expand(pattern, pack.words))
    except PatternError as error:
        yield at(path, steps, str(error))


def _cues(pack: Files) -> Iterator[str]:
    path, seen, taxonomy = pack.folder / "context.yml", set[str](), load_taxonomy()
    for number, cue in enumerate(pack.context.cues):
        steps = ("cues", number)
        if cue.id in seen:
            yield at(path, (*steps, "id"), f"the cue {cue.id} stands twice: give it another id")
        seen.add(cue.id)
        if not cue.id.startswith(f"{pack.head.lang}."):
            yield at(path, (*steps, "id"), f"{cue.id} is a cue of {pack.head.lang}: begin with {pack.head.lang}.")
        for type_ in (*cue.types, *cue.not_types):
            if taxonomy.claim_type(type_) is None:
                yield at(path, steps, f"no claim type is named {type_}: use one of claims/taxonomy.yml")
        for position, pattern in enumerate(cue.any):
            yield from _broken(pack, pattern, path, (*steps, "any", position))
        if cue.examples and not (cue.examples.hit and cue.examples.miss):
            message = "give a sentence with a claim that the cue puts so, and one that it leaves alone"
            yield at(path, (*steps, "examples"), message)


def _speech_ends(pack: Files) -> Iterator[str]:
    """Endings of speech that no example shows, and examples that are not read as they say."""
    path, said = pack.folder / "context.yml", pack.context.speech_ends
    for key, ends, examples in (("ends", said.ends, said.speech), ("not_ends", said.not_ends, said.names)):
        for number, end in enumerate(ends):
            if not any(SpeechEnds((end,)).told(example) for example in examples):
                yield at(path, ("speech_ends", key, number), f"no example ends in {end!r}: add one or take it out")
    for key, examples, wanted in (("speech", said.speech, True), ("names", said.names, False)):
        for number, example in enumerate(examples):
            if said.told(example) is not wanted:
                message = f"{example!r} is taken for {'a name' if wanted else 'speech'}: correct ends or not_ends"
                yield at(path, ("speech_ends", key, number), message)


def _sources(pack: Files) -> Iterator[str]:
    path, seen, taxonomy = pack.folder / "sources.yml", set[str](), load_taxonomy()
    for number, material in enumerate(pack.sources.materials if pack.sources else ()):
        class_ = taxonomy.source(material.class_)
        if class_ is None or class_.detail(material.detail) is None:
            message = f"no source is named {material.source}: use a class/detail of claims/taxonomy.yml"
            yield at(path, ("materials", number, "source"), message)
        if material.id in seen:
            yield at(path, ("materials", number, "id"), f"{material.id} stands twice: give it another id")
        seen.add(material.id)


def _routes(pack: Files) -> Iterator[str]:
    path, seen = pack.folder / "routes.yml", set[str]()
    known = {term.name for term in load_taxonomy().routes}
    for number, rule in enumerate(pack.routes.routes if pack.routes else ()):
        if rule.route not in known:
            message = f"no route is named {rule.route}: use one of {', '.join(sorted(known))}"
            yield at(path, ("routes", number, "route"), message)
        if rule.id in seen:
            yield at(path, ("routes", number, "id"), f"{rule.id} stands twice: give it another id")
        seen.add(rule.id)

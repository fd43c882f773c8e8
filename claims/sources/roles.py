"""Roles: why a page names a source."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass as plain
from itertools import count

from pydantic.dataclasses import dataclass

from claims.model import Role
from claims.patterns.constructions import MATERIAL, Frame, filter_of
from claims.patterns.match import Pattern, prefilter
from claims.patterns.prefilter import Haystack
from claims.rules.packs import Pack, kept_of, words_of
from claims.rules.shapes import STRICT, Words, joined
from claims.sources.materials import Mention

FILE = "roles.yml"
NEVER = r"[^\s\S]"
ENOUGH = 2  # lines that make a page a dictionary


@dataclass(frozen=True, slots=True, config=STRICT)
class RoleRule:
    """One way to tell a role; its fields are told in roles.yml."""

    id: str
    role: Role
    any: tuple[str, ...] = ()
    unless: str = ""
    sells: bool | None = None
    fragment: bool | None = None
    subject: bool | None = None
    glossary: bool | None = None
    exact: bool | None = None
    tour: bool | None = None
    only: bool | None = None
    of: tuple[str, ...] = ()
    several: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True, config=STRICT)
class RoleFile:
    """roles.yml of a pack."""

    version: int
    roles: tuple[RoleRule, ...]
    lexicons: dict[str, Words]
    glossary: str = ""
    doubt: str = ""
    refusal: str = ""


@plain(frozen=True, slots=True)
class Setting:
    """What is known of the sentence that names a source.

    `subject` says that the page's title names this very source, `several` is how many sources the sentence names,
    `glossary` that the page explains an ingredient as a dictionary does, `exact` that the material is named exactly,
    `tour` that the line above announces a list of what exosomes may come from, `only` that all sources of the page are
    of one class.
    """

    masked: str
    sells: bool
    fragment: bool = False
    subject: bool = False
    glossary: bool = False
    exact: bool = False
    several: int = 1
    tour: bool = False
    only: bool = False


@plain(frozen=True, slots=True)
class Verdict:
    """A role, the rule that gave it, and the words it rests on."""

    role: Role
    rule: str = ""
    start: int = 0
    end: int = 0


@plain(frozen=True, slots=True)
class _Ready:
    rule: RoleRule
    patterns: tuple[tuple[int, Frame, bool], ...]
    unless: Frame | None

    def fits(self, setting: Setting) -> bool:
        """Whether the conditions of the rule hold."""
        rule = self.rule
        conditions = (
            (rule.sells, setting.sells),
            (rule.fragment, setting.fragment),
            (rule.subject, setting.subject),
            (rule.glossary, setting.glossary),
            (rule.exact, setting.exact),
            (rule.tour, setting.tour),
            (rule.only, setting.only),
        )
        return setting.several >= rule.several and all(want is None or want == have for want, have in conditions)

    def takes(self, mention: Mention) -> bool:
        """Whether the rule is for this material."""
        return mention.is_of(self.rule.of)

    def found(self, lines: "_Lines", mention: Mention) -> tuple[int, int] | None:
        """Where the rule's words stand; an empty range for a rule without words."""
        if self.patterns and not any(number in lines.likely for number, _, _ in self.patterns):
            return None
        if self.unless is not None and self.unless.search(lines.masked):
            return None
        if not self.patterns:
            return 0, 0
        for number, pattern, covers in self.patterns:
            if number in lines.likely:
                for text in lines.texts if covers else lines.texts[:1]:
                    for match in pattern.finditer(text):
                        if not covers or (match.start() <= mention.start and mention.end <= match.end()):
                            return match.span()
        return None


@plain(frozen=True, slots=True)
class _Lines:
    """The forms of a masked sentence in which a role is looked for, and the numbers of the frames that may stand there.

    In the second form, where there is one, the material in question alone is masked.
    """

    texts: tuple[str, ...]
    likely: frozenset[int]

    @property
    def masked(self) -> str:
        """The sentence with all its nouns masked."""
        return self.texts[0]


def _alone(text: str, mention: Mention) -> str:
    """A masked sentence in which this material alone is masked, so that no other stands in for it."""
    before, after = text[: mention.start], text[mention.end :]
    return before.replace(MATERIAL, "x") + text[mention.start : mention.end] + after.replace(MATERIAL, "x")


class RoleReader:
    """Tells the role of a source by the roles.yml of one pack."""

    def __init__(self, pack: Pack, file: RoleFile, lexicons: Mapping[str, str]) -> None:
        words = {**lexicons, **{name: joined(value) for name, value in file.lexicons.items()}}
        self.masked = Haystack(kept_of(pack))  # what is looked for in masked sentences
        numbers = count()
        self._rules = tuple(_ready(rule, words, numbers, bounded=pack.bounded) for rule in file.roles)
        self._likely = filter_of((pattern for rule in file.roles for pattern in rule.any), words, self.masked)
        self._weights = {rule.id: rule.weight for rule in file.roles}
        self._glossary = Pattern(file.glossary or NEVER, bounded=False)
        self._likely_glossary = prefilter([file.glossary or NEVER], words_of(pack).haystack)
        self._refusal = re.compile(file.refusal or NEVER, re.IGNORECASE)
        self._doubt = re.compile(file.doubt or NEVER, re.IGNORECASE)

    def weight(self, rule: str) -> float:
        """How much a source counts for what a thing is made from, by the rule that gave its role."""
        return self._weights.get(rule, 1.0)

    def explains(self, lines: Iterable[str]) -> bool:
        """Whether lines of a page show that it explains an ingredient as a dictionary does."""
        likely = (line for line in lines if self._likely_glossary.candidates(line))
        return sum(1 for line in likely if self._glossary.matches(line)) >= ENOUGH

    def doubts(self, title: str) -> bool:
        """Whether a title asks or reports, so that what it names is not on offer."""
        return self._doubt.search(title) is not None

    def refuses(self, answer: str) -> bool:
        """Whether a line answers no to what was asked before it."""
        return self._refusal.search(answer) is not None

    def role(self, mention: Mention, setting: Setting) -> Verdict:
        """The role of a source in its sentence: the first rule that fits decides, general where none does."""
        lines = self._lines(setting.masked, mention)
        for ready in self._rules:
            if ready.takes(mention) and ready.fits(setting):
                found = ready.found(lines, mention)
                if found is not None:
                    return Verdict(ready.rule.role, ready.rule.id, *found)
        return Verdict(Role.GENERAL)

    def _lines(self, masked: str, mention: Mention) -> _Lines:
        alone = _alone(masked, mention)
        texts = (masked,) if alone == masked else (masked, alone)
        return _Lines(texts, frozenset(number for text in texts for number in self._likely.candidates(text)))


def _ready(rule: RoleRule, words: Mapping[str, str], numbers: Iterator[int], *, bounded: bool) -> _Ready:
    patterns = [(next(numbers), Frame(pattern, words, bounded=bounded), "<MAT>" in pattern) for pattern in rule.any]
    unless = Frame(rule.unless, words, bounded=bounded) if rule.unless else None
    return _Ready(rule, tuple(patterns), unless)

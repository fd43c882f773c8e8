"""Candidates: the materials that lines about exosomes name, tied by a frame or not, and what stands around."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.model import Form, Role, SiteKind, Source
from claims.patterns.constructions import EXOSOME, RIVAL
from claims.sources.ingredients import ingredient_reader
from claims.sources.materials import Found, Mention
from claims.sources.sources import Line
from claims.text.sentences import Sentence

WINDOW = 5  # words on either side of a material whose place counts
BEFORE = 2  # lines above whose words count
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Searched:
    """A line about exosomes with its nouns, and the sources that rules find in it."""

    sentence: Sentence
    found: Found
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A class of material in a line: the mention that says it most exactly, and the role that rules give, if any."""

    line: int
    mention: Mention
    role: Role | None
    features: tuple[str, ...]


def searched(lines: Sequence[Line], sources: Sequence[Source]) -> list[Searched]:
    """Lines with the sources found in each."""
    by_line: defaultdict[tuple[int, str], list[Source]] = defaultdict(list)
    for source in sources:
        by_line[source.block, source.quote].append(source)
    return [
        Searched(sentence, found, tuple(by_line.get((sentence.block, sentence.text), ())))
        for sentence, found, _ in lines
    ]


def candidates_of(lines: Sequence[Searched], kind: SiteKind) -> Iterator[Candidate]:
    """Every class of material that a line of a page names, once, in page order."""
    if not any(line.found.mentions for line in lines):
        return
    roles = _roles_by_class(lines)
    title = lines[0].sentence.folded.text.lower()
    opening = tuple(f"t={word}" for word in _words(title))
    for number, line in enumerate(lines):
        if not line.found.mentions or _is_list(line.sentence):
            continue
        said = {source.class_: source for source in reversed(line.sources)}
        words = [_words(one.sentence.folded.text) for one in lines[max(0, number - BEFORE) : number + 1]]
        for mention in _most_exact([one for one in line.found.mentions if not one.guest or one.class_ in said]):
            source = said.get(mention.class_)
            features = (
                *_of_page(mention, roles, title, line),
                *_of_rules(source, kind),
                *(f"w={word}" for word in words[-1]),
                *(f"w2={one}_{other}" for one, other in pairwise(words[-1])),
                *(f"b={word}" for above in words[:-1] for word in above),
                *opening,
                *_beside(mention, line.sentence.folded.text),
                *_nouns(mention, line),
            )
            yield Candidate(number, mention, source.role if source else None, features)


def _is_list(sentence: Sentence) -> bool:
    """Whether a line lists ingredients: what stands there for itself is read by its names."""
    return sentence.form is Form.INGREDIENTS or ingredient_reader().is_list(sentence.folded.text)


def _roles_by_class(lines: Sequence[Searched]) -> Mapping[str, list[Role]]:
    roles: defaultdict[str, list[Role]] = defaultdict(list)
    for line in lines:
        for source in line.sources:
            roles[source.class_].append(source.role)
    return roles


def _most_exact(mentions: Sequence[Mention]) -> list[Mention]:
    """For each class the mention that says it most exactly, the first of them."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        if mention.class_ not in best or mention.rank > best[mention.class_].rank:
            best[mention.class_] = mention
    return list(best.values())


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _of_page(mention: Mention, roles: Mapping[str, list[Role]], title: str, line: Searched) -> Iterator[str]:
    """What the rules find elsewhere on the page, and whether the line and the page's first line name the subject."""
    own = roles.get(mention.class_, [])
    yield from (f"page={role}" for role in sorted(set(own)))
    yield f"times={min(len(own), 3)}"
    yield f"others={any(class_ != mention.class_ for class_ in roles)}"
    yield f"exosomes={line.found.has(EXOSOME)}"
    yield f"title={line.sentence.folded.text[mention.start : mention.end].lower() in title}"


def _of_rules(source: Source | None, kind: SiteKind) -> Iterator[str]:
    """The role that rules give, and the one of them that gives it."""
    role, cue = (source.role, source.why.cue) if source else (None, None)
    yield f"rule={role}"
    yield f"cue={cue}"
    yield f"cue-kind={cue}-{kind}"
    yield f"kind={kind}"
    yield f"rule-kind={role}-{kind.sells}"


def _beside(mention: Mention, text: str) -> Iterator[str]:
    """The material itself, and the words on either side with and without their distance."""
    yield f"m={text[mention.start : mention.end].lower()}"
    yield f"material={mention.class_}/{mention.detail}"
    yield f"class={mention.class_}"
    yield f"rank={mention.rank}"
    before, after = _words(text[: mention.start])[-WINDOW:][::-1], _words(text[mention.end :])[:WINDOW]
    for side, near in (("l", before), ("r", after)):
        yield from (f"{side}={word}" for word in near)
        yield from (f"{side}{place}={word}" for place, word in enumerate(near))
        if len(near) > 1:
            yield f"{side}2={near[0]}_{near[1]}"


def _nouns(mention: Mention, line: Searched) -> Iterator[str]:
    """How far the nearest nouns of each kind stand on either side, and whether a stop or comma parts them from it."""
    text = line.sentence.folded.text
    nearest: dict[tuple[str, str], str] = {}
    for mask in line.found.masks:
        if mask.end <= mention.start:
            nearest[mask.letter, "l"] = text[mask.end : mention.start]
        elif mask.start >= mention.end:
            nearest.setdefault((mask.letter, "r"), text[mention.end : mask.start])
    for (letter, side), between in nearest.items():
        parted = any(sign in between for sign in ",;:.")
        yield f"noun={letter}{side}{min(len(between) // 8, 4)}{parted}"
        yield f"noun={letter}{side}{parted}"
    for letter in (EXOSOME, RIVAL):
        first = nearest.get((letter, "l"))
        if first is not None and not first.strip():
            yield f"next={letter}"
    yield f"nouns={''.join(sorted(letter + side for letter, side in nearest))}"

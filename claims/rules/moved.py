"""What a change of a pack can move in readings: which of its rules are others now, and where that is all that counts.

Whoever asks must be sure: where anything else than rules of claims moved, nothing is said of the rules.
"""

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from claims import datafile
from claims.rules.packs import FOLDER, Pack, name_in, read_pack
from claims.rules.shapes import Head, Rule, RuleFile

CODE = Path(__file__).parents[1]
RULES = "claims/"  # below a pack: the files of its rules
# Of a rule what no reading rests on, and what stands in `_form` as it reads when all is put in.
SAID_ELSEWHERE = {"title", "why", "false_positives", "references", "examples", "any", "needs", "unless"}


@dataclass(frozen=True, slots=True)
class Moved:
    """The rules by which two states of a pack differ, by their ids: what the older had, and what the newer has."""

    gone: frozenset[str]
    come: frozenset[str]


def names_in(folder: Path = FOLDER) -> dict[str, str]:
    """What the packs under a folder are called in readings now, by the first word of that."""
    packs = (path.parent for path in sorted(folder.glob("*/pack.yml")))
    return {datafile.read(pack / "pack.yml", Head).pack: name_in(pack) for pack in packs}


def folder_of(pack: str, folder: Path = FOLDER) -> Path:
    """Where the pack lies whose head names it so."""
    return next(path.parent for path in folder.glob("*/pack.yml") if datafile.read(path, Head).pack == pack)


def files_of(folder: Path) -> bytes:
    """A pack's files as they are kept, to see later what has moved."""
    found = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in _files(folder)}
    return zlib.compress(json.dumps(found, ensure_ascii=False, sort_keys=True).encode())


def put_back(files: bytes, folder: Path) -> None:
    """Writes what files_of() gave into a folder."""
    for name, text in json.loads(zlib.decompress(files)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def moved(older: Path, newer: Path) -> Moved | None:
    """The rules that moved between two states of a pack; None where anything else did, on which readings rest."""
    if _rest(older) != _rest(newer):
        return None
    before, after = read_pack(older), read_pack(newer)
    if _shared(older) != _shared(newer) and _is_asked_elsewhere(before, after, newer):
        return None
    old, new = _forms(before), _forms(after)
    same = {id_ for id_, form in old.items() if new.get(id_) == form}
    in_order = [id_ for id_ in old if id_ in same] == [id_ for id_ in new if id_ in same]
    each_once = len(old) == len(before.rules) and len(new) == len(after.rules)
    if not in_order or not each_once or _is_off_topic(before) != _is_off_topic(after):
        return None
    return Moved(frozenset(old.keys() - same), frozenset(new.keys() - same))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yml"))


def _rest(folder: Path) -> dict[str, str]:
    """All files of a pack but those of its rules."""
    named = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    return {name: path.read_text(encoding="utf-8") for name, path in named.items() if not name.startswith(RULES)}


def _shared(folder: Path) -> list[tuple[object, object]]:
    """The lexicons and frames that files of rules bring."""
    files = (datafile.read(path, RuleFile) for path in sorted((folder / RULES).glob("*.yml")))
    return [(file.lexicons, file.frames) for file in files]


def _is_asked_elsewhere(before: Pack, after: Pack, folder: Path) -> bool:
    """Whether a lexicon or frame that moved is named by anything but rules."""
    lexicons = _differing(before.lexicons, after.lexicons)
    frames = _differing(before.frames, after.frames)
    frames |= {
        name for name in before.frames.keys() & after.frames.keys() if _frame(before, name) != _frame(after, name)
    }
    return any(_named_beside_rules(name, folder) for name in lexicons | frames)


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _named_beside_rules(name: str, folder: Path) -> bool:
    """Whether the code, or a file of the pack but those of rules, holds this name anywhere."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    return any(map(word.search, (*_code(), *_rest(folder).values())))


@lru_cache(maxsize=1)
def _code() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py")))


def _forms(pack: Pack) -> dict[str, tuple[object, ...]]:
    return {rule.id: _form(rule, pack) for rule in pack.rules}


def _form(rule: Rule, pack: Pack) -> tuple[object, ...]:
    """All of a rule that makes readings, with its lexicons and frames put in."""
    plain = tuple(getattr(rule, one.name) for one in fields(rule) if one.name not in SAID_ELSEWHERE)
    return (plain, tuple(map(pack.expanded, rule.any)), _framed(rule.needs, pack), _framed(rule.unless, pack))


def _framed(uses: Iterable[str], pack: Pack) -> tuple[tuple[str, str], ...]:
    return tuple((use, _frame(pack, use.partition("/")[0])) for use in uses)


def _frame(pack: Pack, name: str) -> str:
    return pack.expanded(pack.frames[name])


def _is_off_topic(pack: Pack) -> bool:
    """Whether a rule asks for no topic, which opens lines for all."""
    return any(rule.topic == "none" for rule in pack.rules)

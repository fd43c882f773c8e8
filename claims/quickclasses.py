"""Dataclasses made without compiling anew; to be imported before what defines them.

Python writes the methods of a dataclass as text, and compiles that whenever a program starts: half a millisecond a
class. What came of a text is kept where Python keeps compiled modules, in a file for each of our packages.
"""

import dataclasses
import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import CodeType
from typing import Any

from claims import cachefile

NAME = "dataclasses.made"
HERE = Path(__file__)
_SIZE = 8
Codes = dict[bytes, bytes]  # what came of a text, as marshal writes it, by the digest of the text


class Made:
    """What was compiled for the classes of one package, module by module; of the newest module it is at hand."""

    def __init__(self, package: Path) -> None:
        self._file = cachefile.folder_beside(package) / NAME
        self._kept = _recalled(self._file)
        self._asked: dict[str, list[bytes]] = {}
        self._new: dict[str, Codes] = {}
        self._module, self._codes = "", Codes()

    def code(self, module: str, text: str) -> CodeType:
        """What comes of a text in a module."""
        digest = blake2b(text.encode(), digest_size=16).digest()
        self._asked.setdefault(module, []).append(digest)
        if module != self._module:
            self._module, self._codes = module, self._of(module)
        found = self._codes.get(digest)
        if found is not None:
            with suppress(ValueError, EOFError, TypeError):
                return marshal.loads(found)  # type: ignore[no-any-return] # noqa: S302 - ours, as a compiled module is
        code = compile(text, "<string>", "exec", dont_inherit=True)
        self._new.setdefault(module, {})[digest] = marshal.dumps(code)
        return code

    def keep(self) -> None:
        """Keeps what came in, in the place of what its modules ask for no more."""
        if not self._new:
            return
        kept: dict[str, bytes | memoryview] = dict(_recalled(self._file))
        for module in self._new:
            codes = self._of(module)
            kept[module] = marshal.dumps({digest: codes[digest] for digest in self._asked[module] if digest in codes})
        self._new.clear()
        cachefile.keep(self._file, _packed(kept))

    def _of(self, module: str) -> Codes:
        kept = self._kept.get(module)
        codes: Codes = marshal.loads(kept) if kept else {}  # noqa: S302 - ours
        return codes | self._new.get(module, {})


_made: dict[str, Made | None] = {}  # by package, None for one that is not ours


def settle() -> None:
    """Keeps what was compiled anew, and lets go of all that was at hand; it is read again where there is need."""
    for made in _made.values():
        if made is not None:
            made.keep()
    _made.clear()


def _run(text: str, names: dict[str, Any], found: dict[str, Any]) -> None:
    """What `exec` does with the text of a class; of our own packages nothing is compiled twice."""
    module = str(names.get("__name__", ""))
    package = module.partition(".")[0]
    if package not in _made:
        folder = HERE.parents[1] / package
        _made[package] = Made(folder) if (folder / "__init__.py").is_file() else None
    made = _made[package]
    exec(text if made is None else made.code(module, text), names, found)  # noqa: S102 - as in dataclasses


def _packed(kept: Mapping[str, bytes | memoryview]) -> bytes:
    """A file of modules: what it rests on, where each stands, and each."""
    places, end = {}, 0
    for module, codes in kept.items():
        places[module] = (end, end := end + len(codes))
    index = marshal.dumps(places)
    return b"".join([_sign(), len(index).to_bytes(_SIZE), index, *kept.values()])


def _recalled(file: Path) -> Mapping[str, memoryview]:
    """What is kept in a file, module by module, as it stands there: little of it is asked for at once."""
    data, sign = cachefile.recalled(file) or b"", _sign()
    if not data.startswith(sign):
        return {}
    start = len(sign) + _SIZE
    first = start + int.from_bytes(data[len(sign) : start])
    view, places = memoryview(data)[first:], marshal.loads(data[start:first])  # noqa: S302 - ours
    return {module: view[begin:end] for module, (begin, end) in places.items()}


@lru_cache(maxsize=1)
def _sign() -> bytes:
    """What all of it rests on besides the texts."""
    return blake2b(HERE.read_bytes() + sys.version.encode()).digest()


vars(dataclasses)["exec"] = _run  # what they find in place of the built-in one

"""Regular expressions made without taking them apart anew; to be imported before what compiles them.

Python compiles some 400 when a visit starts, of our own and of libraries, each in 0.2 milliseconds. What the engine was
given for each is kept where Python keeps compiled modules.
"""

import marshal
import sys
from hashlib import blake2b
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from types import SimpleNamespace
from typing import Any

from claims import cachefile

NAME = "patterns.made"
HERE = Path(__file__)
MOST = 2_000  # expressions that are kept; where there are more, only those that are new stay
DEBUG = 128  # the flag to which Python prints what it finds
_COMPILE, _ENGINE = compiler.compile, compiler._sre


class Made:
    """What the engine was given, as marshal writes it, by the digest of flags and expression."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept = _recalled(file)
        self._new: dict[bytes, bytes] = {}

    def pattern(self, source: str | bytes, flags: int) -> Any:
        """The pattern of an expression."""
        digest = blake2b(marshal.dumps((source, flags)), digest_size=16).digest()
        given = self._kept.get(digest)
        if given is not None:
            return _ENGINE.compile(*marshal.loads(given))  # noqa: S302 - ours, as a compiled module is
        if len(self._new) >= MOST:
            return _COMPILE(source, flags)
        made, self._new[digest] = _compiled(source, flags)
        return made

    def keep(self) -> None:
        """Keeps what came in beside what other programs kept meanwhile."""
        if self._new:
            kept = _recalled(self._file) | self._new
            cachefile.keep(self._file, _sign() + marshal.dumps(kept if len(kept) <= MOST else self._new))
            self._new.clear()


def _compiled(source: str | bytes, flags: int) -> tuple[Any, bytes]:
    """A pattern, and what the engine was given for it."""
    given: list[Any] = []

    def listened(*what: Any) -> Any:
        given[:] = [list(map(int, one)) if isinstance(one, list) else one for one in what]  # of named numbers
        return _ENGINE.compile(*what)

    compiler._sre = SimpleNamespace(**vars(_ENGINE) | {"compile": listened})
    try:
        made = _COMPILE(source, flags)
    finally:
        compiler._sre = _ENGINE
    return made, marshal.dumps(tuple(given))


def _recalled(file: Path) -> dict[bytes, bytes]:
    data, sign = cachefile.recalled(file) or b"", _sign()
    kept: dict[bytes, bytes] = marshal.loads(memoryview(data)[len(sign) :]) if data.startswith(sign) else {}  # noqa: S302
    return kept


def _sign() -> bytes:
    """What all of it rests on besides the expressions."""
    return blake2b(HERE.read_bytes() + sys.version.encode()).digest()


class _Making:
    """What stands in the place of the compiler until all is loaded."""

    made: Made | None = None

    def __call__(self, source: Any, flags: int = 0) -> Any:
        if flags & DEBUG or type(source) not in {str, bytes}:
            return _COMPILE(source, flags)
        if self.made is None:
            self.made = Made(cachefile.folder_beside(HERE.parent) / NAME)
        return self.made.pattern(source, flags)


_making = _Making()


def settle() -> None:
    """Keeps what was compiled anew, and lets go of all that was at hand; what comes now comes once."""
    compiler.compile = _COMPILE
    if _making.made is not None:
        _making.made.keep()
        _making.made = None


compiler.compile = _making

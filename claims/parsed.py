"""What the YAML files of this installation hold, kept where and when Python keeps compiled modules.

To parse them takes a fifth of the time in which reading is made ready. What is kept is named after the file and known
by all that it rests on: the text, the code that parses it and this Python.
"""

import hashlib
import pickle
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from claims import cachefile

SUFFIX = ".parsed"
HERE = Path(__file__)


def parsed(path: Path, text: str, parse: Callable[[str], Any]) -> Any:
    """What the text of that file holds; only of data that is installed with the code anything is kept."""
    file = _place(path)
    if file is None:
        return parse(text)
    sign = _sign(text)
    kept = cachefile.recalled(file)
    if kept is not None and kept.startswith(sign):
        return pickle.loads(memoryview(kept)[len(sign) :])  # noqa: S301 - ours, as a compiled module is
    data = parse(text)
    cachefile.keep(file, sign + pickle.dumps(data, pickle.HIGHEST_PROTOCOL))
    return data


def _place(path: Path) -> Path | None:
    """Where the content of a file is kept: beside this module, for data of the packages that lie beside this one."""
    root = HERE.parents[1]
    if not path.is_relative_to(root):
        return None
    name = path.relative_to(root)
    if not (root / name.parts[0] / "__init__.py").is_file():
        return None
    return cachefile.folder_beside(HERE.parent) / f"{'-'.join(name.parts)}{SUFFIX}"


def _sign(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass") + _code()).digest()


@lru_cache(maxsize=1)
def _code() -> bytes:
    """What the content of a file rests on besides its text."""
    code = HERE.with_name("datafile.py").read_bytes()
    return hashlib.sha256(code + f"{sys.version} {yaml.__version__}".encode()).digest()

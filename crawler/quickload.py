"""Scrapy, loaded quickly and without what a visit hardly asks for; to be imported before what imports it.

To name its deprecated classes Scrapy asks thrice for the whole stack with the source of every frame, and then for the
module of one among all that are loaded: a tenth of a second. And it loads what guesses at the encoding of pages that
name none, and requests to XML-RPC: 3.6 MB. These are loaded when they are asked for.
"""

import inspect
import sys
from importlib import import_module
from types import FrameType, ModuleType
from typing import Any

LATER = {"charset_normalizer": "from_bytes", "scrapy.http.request.rpc": "XmlRpcRequest"}  # and what is taken from each


def _stack(_: int = 1) -> list[tuple[FrameType]]:
    """The stack as inspect.stack() gives it, with no more than the frames, and no more of them than are looked at."""
    return [(sys._getframe(1),), (sys._getframe(2),)]


def _module(frame: FrameType) -> ModuleType | None:
    """The module of a frame."""
    return sys.modules.get(frame.f_globals.get("__name__", ""))


def _stand_in(name: str, wanted: str) -> ModuleType:
    """A module in the place of another, which it loads when it is asked for what is wanted of that."""

    def asked(*given: Any, **named: Any) -> Any:
        return getattr(import_module(name), wanted)(*given, **named)

    made = ModuleType(name)
    setattr(made, wanted, asked)
    return made


_stand_ins = {name: _stand_in(name, wanted) for name, wanted in LATER.items() if name not in sys.modules}
sys.modules.update(_stand_ins)
_before = inspect.stack, inspect.getmodule
inspect.stack, inspect.getmodule = _stack, _module  # type: ignore[assignment]
try:
    import scrapy.core.downloader.contextfactory
    import scrapy.http  # noqa: F401
finally:
    inspect.stack, inspect.getmodule = _before
    for _name, _made in _stand_ins.items():
        if sys.modules.get(_name) is _made:
            del sys.modules[_name]

"""Scrapy's TLS contexts, loaded quickly; to be imported before what imports them.

To name its deprecated classes Scrapy asks thrice for the whole stack with the source of every frame, and then for the
module of one among all that are loaded: a tenth of a second.
"""

import inspect
import sys
from types import FrameType, ModuleType


def _stack(_: int = 1) -> list[tuple[FrameType]]:
    """The stack as inspect.stack() gives it, with no more than the frames, and no more of them than are looked at."""
    return [(sys._getframe(1),), (sys._getframe(2),)]


def _module(frame: FrameType) -> ModuleType | None:
    """The module of a frame."""
    return sys.modules.get(frame.f_globals.get("__name__", ""))


_before = inspect.stack, inspect.getmodule
inspect.stack, inspect.getmodule = _stack, _module  # type: ignore[assignment]
try:
    import scrapy.core.downloader.contextfactory  # noqa: F401
finally:
    inspect.stack, inspect.getmodule = _before

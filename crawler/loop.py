"""The one event loop of a process: Twisted's reactor on asyncio, which can be entered again and again."""

import asyncio
from collections.abc import Coroutine
from functools import lru_cache
from typing import Any, TypeVar

from scrapy.utils.reactor import install_reactor, is_reactor_installed
from twisted.python.log import PythonLoggingObserver

from crawler.errors import CrawlUnusable
from crawler.safety import GuardedResolver
from crawler.settings import TWISTED_REACTOR

T = TypeVar("T")


def run_to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine gives, run on the loop that Scrapy works on."""
    loop, _ = _loop()
    return loop.run_until_complete(work)


def resolver() -> GuardedResolver:
    """The resolver through which every connection of this process goes."""
    return _loop()[1]


@lru_cache(maxsize=1)
def _loop() -> tuple[asyncio.AbstractEventLoop, GuardedResolver]:
    """Installs the reactor once; a reactor that was stopped could not be started again, so it is never stopped."""
    if is_reactor_installed():
        raise CrawlUnusable("another Twisted reactor runs in this process: crawl in a process of its own")
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    install_reactor(TWISTED_REACTOR)
    from twisted.internet import reactor

    guarded = GuardedResolver()
    reactor.installNameResolver(guarded)
    reactor.startRunning(installSignalHandlers=False)
    PythonLoggingObserver("twisted").start()  # type: ignore[no-untyped-call]
    return loop, guarded

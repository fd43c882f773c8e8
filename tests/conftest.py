"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, missing, opened
from tests.loopback import Loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A web server on 127.0.0.1, empty."""
    with Loopback() as loopback:
        yield loopback


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium; gone with its module, for no other event loop can run in the process beside it."""
    with opened() as running:
        yield running


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser."""
    if chromium() is not None:
        return
    out = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so on the last lines."""
    if chromium() is None:
        terminalreporter.write_line(missing())

"""What tests of several rooms share."""

from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, missing, opened
from tests.loopback import Loopback

NO_TESSERACT = (
    "tests of text in pictures left out (tests/crawler/test_pictures.py): no tesseract on this machine; "
    "install the package tesseract-ocr"
)


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
    """Leave out what needs a program that this machine lacks."""
    out = [item for item in items if any(item.get_closest_marker(marker) for marker in lacking())]
    if not out:
        return
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so on the last lines."""
    for line in lacking().values():
        terminalreporter.write_line(line)


def lacking() -> dict[str, str]:
    """The markers of tests that cannot run here, each with what to say of it."""
    found = {} if chromium() else {"browser": missing()}
    return found if which("tesseract") else {**found, "tesseract": NO_TESSERACT}

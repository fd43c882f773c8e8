"""The Chromium of the machine, for tests and pictures; it calls nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "browser tests left out: no Chromium on this machine (package chromium)"


def chromium() -> Path | None:
    """Where the machine has a Chromium; None where it has none."""
    return next((path for path in map(Path, PLACES) if path.exists()), None)


@contextmanager
def opened() -> Iterator[Browser]:
    """A running Chromium, closed at the end. Raises FileNotFoundError where there is none."""
    path = chromium()
    if path is None:
        raise FileNotFoundError("no Chromium on this machine: install the package chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()

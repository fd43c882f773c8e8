"""The Chromium of the machine, for tests and pictures; it calls nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
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
MARK = "pytest.mark.browser"


def chromium() -> Path | None:
    """Where the machine has a Chromium; None where it has none."""
    return next((Path(found) for name in NAMES if (found := which(name))), None)


def missing() -> str:
    """What to say where there is none: which files' tests are left out, and what brings them back."""
    here = Path(__file__).parent
    files = (path for path in sorted(here.rglob("test_*.py")) if MARK in path.read_text(encoding="utf-8"))
    names = ", ".join(path.relative_to(here.parent).as_posix() for path in files)
    return f"browser tests left out ({names}): no Chromium on this machine; install the package chromium"


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

"""`exowatch run` on a real site: visited, told, sent; and a digest opened in the browser of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from claims.model import SiteKind
from monitor import config, watchlist
from monitor.demo.server import Week, served
from monitor.home import Home
from tests.mailbox import Mailbox, serving
from tests.monitor.owing import READERS, home_of, settings


@pytest.mark.xdist_group("readme")
def test_one_line_from_cron_visits_renders_and_sends(tmp_path: Path) -> None:
    home = Home(tmp_path)
    box = Mailbox()
    with serving(box), served(Week()) as addresses:
        home.config.write_text(settings(box.port, readers=READERS), encoding="utf-8")
        home.watchlist.write_text(watchlist.TEMPLATE, encoding="utf-8")
        entry = watchlist.Entry(
            "lumora-skin",
            addresses["lumora-skin"],
            SiteKind.BRAND,
            "GB",
            spider="shopify",
            delay=0.0,
            allow_private=True,
        )
        watchlist.append(home.watchlist, entry)
        config.load(home.config)
        command = [sys.executable, "-m", "monitor.cli", "--home", str(tmp_path), "run"]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=os.curdir, timeout=240)
        assert ended.returncode == 0, ended.stderr
    assert box.recipients == ["anna@example.org", "ben@example.org"]
    assert "edition 1 to anna: sent: 250 taken" in ended.stderr
    (page,) = (tmp_path / "digests").glob("0001-*.html")
    assert (tmp_path / "drop" / page.name).read_bytes() == page.read_bytes()


def test_open_shows_the_page_in_the_browser_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    home = home_of(tmp_path, settings(0, readers=""))
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    command = [sys.executable, "-m", "monitor.cli", "--home", str(tmp_path), "digest", "--form", "text", "--open"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=os.curdir, timeout=120)
    assert ended.returncode == 0, ended.stderr
    page, text = (Path(line.removeprefix("digest: ")) for line in ended.stdout.splitlines())
    assert (page.suffix, text.suffix) == (".html", ".txt")
    assert opened.read_text(encoding="utf-8").strip() == page.as_uri()
    assert home.home.digests == page.parent

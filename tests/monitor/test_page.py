"""What `exowatch read` prints of a page for people."""

from pathlib import Path

from click.testing import CliRunner

from monitor.cli import main

PAGE = "<!doctype html><html lang=en><title>Serum</title><p>Our serum is made with human umbilical cord exosomes.</p>"


def test_addresses_of_provisions_are_marked_as_in_an_edition(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    told = CliRunner().invoke(main, ["read", str(page), "--market", "UK"])
    assert told.exit_code == 0
    cited = [line for line in told.stdout.splitlines() if ": http" in line]
    assert any("secondary page: open the official text before citing it" in line for line in cited)
    assert not [line for line in told.stdout.splitlines() if line.endswith(": ")]

"""The demo ends well only where it saw its own pages."""

import os
import subprocess
import sys
from pathlib import Path

from monitor.errors import Exit

# Read by each Python at its start: a process that reads pages, forked or not, finds nothing to read them by.
BROKEN = """
import os, sys
def break_it():
    sys.modules["claims.reading"] = None
os.register_at_fork(after_in_child=break_it)
if any("serve_standard_input" in word for word in sys.orig_argv):
    break_it()
"""


def test_a_demo_whose_pages_could_not_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(BROKEN, encoding="utf-8")
    command = [sys.executable, "-m", "monitor.cli", "--home", str(tmp_path / "demo"), "demo"]
    paths = os.pathsep.join((str(tmp_path), str(Path.cwd())))
    ended = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == Exit.FAILED
    assert "did not read its own pages: harrow-lane-clinic (0 of " in ended.stderr
    assert "digest: " not in ended.stdout

"""The names that kept documents go by: another one whenever anything moves that makes documents."""

import ast
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from crawler.extract import basis

OWN = {"claims", "crawler", "db"}
# They say nothing of what a page is made into.
NO_SAY = {"claims.errors", "crawler.errors", "crawler.restson", "db.errors", "db.kept"}
OF_PICTURES = {"pillow", "pytesseract"}  # whose documents are not kept


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, whatever it takes of them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from within if node.module in OWN else (node.module,)


def test_all_that_the_extraction_imports_is_in_the_name_of_what_it_makes() -> None:
    asked = {name for path in basis._files() if path.suffix == ".py" for name in imported(path)}
    own = {name for name in asked if name.partition(".")[0] in OWN}
    files = {basis.ROOT / f"{name.replace('.', '/')}.py" for name in own - NO_SAY}
    assert {file for file in files if file.is_file()} - basis._files() == set()
    known = packages_distributions()
    libraries = {library.casefold() for name in asked - own for library in known.get(name.partition(".")[0], ())}
    assert libraries - OF_PICTURES == set(basis.LIBRARIES)
    assert basis.ROOT / "claims/datafile.py" in files

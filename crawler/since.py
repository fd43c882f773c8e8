"""What has moved since stored pages were read: nothing for most of them, and then they need not be read again."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from claims.rules.moved import Moved, files_of, folder_of, moved, names_in, put_back
from claims.rules.packs import FOLDER
from crawler.again import Since
from db.kept import StoredPage
from db.store import Store

UNMOVED = Moved(frozenset(), frozenset())


def keep_rules(store: Store, packs: Path = FOLDER) -> None:
    """Keeps the files of the packs by which pages were read just now, to see later what has moved since."""
    lacking = store.rules_to_keep()
    if lacking:
        for pack, name in names_in(packs).items():
            if name in lacking:
                store.keep_rules(name, files_of(folder_of(pack, packs)))


def since(store: Store, pages: Iterable[StoredPage], packs: Path) -> Mapping[str, Since]:
    """Of each pack by which these pages were read what has moved since, as far as that is known."""
    names = names_in(packs)
    named = {known.packs[0] for page in pages for known in page.known if known.packs}
    found = {name: _since(store, name, names, packs) for name in sorted(named)}
    return {name: one for name, one in found.items() if one is not None}


def _since(store: Store, name: str, names: Mapping[str, str], packs: Path) -> Since | None:
    pack = name.rsplit(" ", 2)[0]
    now = names.get(pack)
    if now == name:
        return Since(name, UNMOVED)
    files = store.kept_rules(name) if now else None
    if now is None or files is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        put_back(files, Path(folder))
        difference = moved(Path(folder), folder_of(pack, packs))
    return Since(now, difference) if difference else None

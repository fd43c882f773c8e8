"""What a visit will probably bring, told by the one before it, without loading what the store needs."""

import sqlite3
from pathlib import Path

BROUGHT = "SELECT 1 FROM captures WHERE run_id = (SELECT max(id) FROM runs) AND quality = 'ok' LIMIT 1"


def brings_pages(store: Path) -> bool:
    """Whether there will probably be pages to read: the newest run brought some, or nobody can say."""
    if not store.is_file():
        return True
    try:
        connection = sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True, timeout=1.0)
    except sqlite3.Error:
        return True
    try:
        runs = connection.execute("SELECT count(*) FROM runs").fetchone()[0]
        return not runs or connection.execute(BROUGHT).fetchone() is not None
    except sqlite3.Error:
        return True  # whoever opens it to write says what is wrong
    finally:
        connection.close()

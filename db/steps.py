"""What later migrations change in the tables of the first release, one constant for each."""

REREAD: tuple[str, ...] = (
    "ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'visit'",
    "ALTER TABLE runs ADD COLUMN basis TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE addresses ADD COLUMN reread_run_id INTEGER REFERENCES runs(id)",
    "ALTER TABLE captures ADD COLUMN format TEXT NOT NULL DEFAULT ''",
)

MANIFESTS: tuple[str, ...] = (
    """CREATE TABLE manifests (
        number INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        previous TEXT NOT NULL,
        made_at TEXT NOT NULL
    ) STRICT""",
    "ALTER TABLE runs ADD COLUMN manifest INTEGER REFERENCES manifests(number)",
    "CREATE INDEX captures_by_warc ON captures(warc, warc_offset)",
)

"""What later migrations change in the tables of the first release, one constant for each."""

REREAD: tuple[str, ...] = (
    "ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'visit'",
    "ALTER TABLE runs ADD COLUMN basis TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE addresses ADD COLUMN reread_run_id INTEGER REFERENCES runs(id)",
    "ALTER TABLE captures ADD COLUMN format TEXT NOT NULL DEFAULT ''",
)

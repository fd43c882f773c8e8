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

SEARCH: tuple[str, ...] = (
    """CREATE VIRTUAL TABLE quotes_search USING fts5(
        quote, content = 'wordings', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER wordings_inserted AFTER INSERT ON wordings BEGIN
        INSERT INTO quotes_search (rowid, quote) VALUES (new.id, new.quote);
    END""",
    """CREATE TRIGGER wordings_deleted AFTER DELETE ON wordings BEGIN
        INSERT INTO quotes_search (quotes_search, rowid, quote) VALUES ('delete', old.id, old.quote);
    END""",
    """CREATE TRIGGER wordings_changed AFTER UPDATE OF quote ON wordings BEGIN
        INSERT INTO quotes_search (quotes_search, rowid, quote) VALUES ('delete', old.id, old.quote);
        INSERT INTO quotes_search (rowid, quote) VALUES (new.id, new.quote);
    END""",
    "INSERT INTO quotes_search (quotes_search) VALUES ('rebuild')",
    """CREATE VIEW coverage AS
        SELECT sites.name AS site, sites.kind, sites.country, runs.id AS run, runs.started_at, runs.ended_at,
            count(DISTINCT captures.address_id) AS asked,
            count(DISTINCT CASE WHEN captures.quality IN ('ok', 'not_modified') THEN captures.address_id END) AS seen,
            count(DISTINCT CASE WHEN captures.quality IN ('blocked', 'consent', 'login', 'robots')
                THEN captures.address_id END) AS kept_out,
            count(DISTINCT CASE WHEN captures.quality IN ('gone', 'soft_404')
                THEN captures.address_id END) AS not_there,
            run_sites.unvisited,
            (SELECT count(*) FROM incidents
                WHERE incidents.run_id = runs.id AND incidents.site_id = sites.id) AS incidents
        FROM run_sites JOIN runs ON runs.id = run_sites.run_id JOIN sites ON sites.id = run_sites.site_id
        LEFT JOIN captures ON captures.run_id = run_sites.run_id AND captures.site_id = run_sites.site_id
        GROUP BY run_sites.run_id, run_sites.site_id ORDER BY runs.id DESC, sites.name""",
)

WATCHED: tuple[str, ...] = ("ALTER TABLE sites ADD COLUMN is_watched INTEGER NOT NULL DEFAULT 1",)

PRUNED: tuple[str, ...] = (
    "CREATE TABLE pruned (warc TEXT PRIMARY KEY, pruned_at TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

OUTBOX: tuple[str, ...] = (
    "ALTER TABLE editions ADD COLUMN permanent_id TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE edition_views (
        id INTEGER PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES editions(number),
        cut TEXT NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (edition, cut)
    ) STRICT""",
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES editions(number),
        reader TEXT NOT NULL,
        channel TEXT NOT NULL,
        cut TEXT NOT NULL,
        message_id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL DEFAULT 'owed',
        owed_at TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        next_try_at TEXT,
        trying_since TEXT,
        ended_at TEXT,
        answer TEXT NOT NULL DEFAULT '',
        UNIQUE (edition, reader)
    ) STRICT""",
    "CREATE INDEX outbox_owed ON outbox(edition) WHERE state = 'owed'",
)

VERDICTS: tuple[str, ...] = (
    """CREATE TABLE verdicts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        wording_id INTEGER NOT NULL REFERENCES wordings(id),
        verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'dismissed', 'letter_sent')),
        reason TEXT NOT NULL DEFAULT '',
        reviewer TEXT NOT NULL CHECK (reviewer <> ''),
        at TEXT NOT NULL,
        CHECK (verdict <> 'dismissed' OR trim(reason) <> '')
    ) STRICT""",
    "CREATE INDEX verdicts_by_claim ON verdicts(claim_id)",
    """CREATE TRIGGER verdicts_stay_as_said BEFORE UPDATE ON verdicts BEGIN
        SELECT raise(ABORT, 'verdicts are only ever added: say a new one');
    END""",
    """CREATE TRIGGER verdicts_stay BEFORE DELETE ON verdicts BEGIN
        SELECT raise(ABORT, 'verdicts are only ever added: say a new one');
    END""",
    """CREATE VIEW triage AS
        SELECT claims.id AS claim, sites.name AS site, sites.country, claims.level, claims.type, claims.status,
            places.quote, claims.product, pages.address, claims.first_seen, claims.wording_since
        FROM claims JOIN sites ON sites.id = claims.site_id JOIN places ON places.id = claims.place_id
        JOIN pages ON pages.id = places.page_id
        WHERE claims.gone_at IS NULL AND claims.level IS NOT NULL AND sites.is_watched
          AND sites.kind IN ('brand', 'retailer', 'clinic')
          AND NOT EXISTS (SELECT 1 FROM verdicts WHERE verdicts.claim_id = claims.id
            AND (verdicts.verdict <> 'dismissed' OR verdicts.wording_id = claims.wording_id))""",
)

LEADS: tuple[str, ...] = (
    "ALTER TABLE sites ADD COLUMN night TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE addresses ADD COLUMN modified TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE leads (
        site_id INTEGER NOT NULL REFERENCES sites(id),
        address TEXT NOT NULL,
        words TEXT NOT NULL,
        modified TEXT NOT NULL,
        depth INTEGER NOT NULL,
        PRIMARY KEY (site_id, address)
    ) STRICT, WITHOUT ROWID""",
)

FINISHED: tuple[str, ...] = (
    "ALTER TABLE runs ADD COLUMN finished_at TEXT",
    "UPDATE runs SET finished_at = ended_at",
)

# News is a small part of all that moved: what a first look found is none.
NEWS_INDEX: tuple[str, ...] = (
    "CREATE INDEX changes_that_are_news ON changes(at, site_id, level, type) WHERE is_news",
    "CREATE INDEX changes_that_are_ours ON changes(at, site_id) WHERE is_technical AND caused_by IS NULL",
)

# The newest of each address only: what a page said before stands in the captures.
DOCUMENTS: tuple[str, ...] = (
    "ALTER TABLE addresses ADD COLUMN made_of TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE documents (
        address_id INTEGER PRIMARY KEY REFERENCES addresses(id),
        digest TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
)

OCR: tuple[str, ...] = ("ALTER TABLE sites ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0",)

PICTURES: tuple[str, ...] = (
    """CREATE TABLE pictures (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs(id),
        site_id INTEGER NOT NULL REFERENCES sites(id),
        address TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        path TEXT NOT NULL,
        digest TEXT NOT NULL,
        UNIQUE (run_id, site_id, address)
    ) STRICT""",
    "CREATE INDEX pictures_by_address ON pictures(site_id, address)",
)

# How many claims stand, kept as they come and go: an edition must not count a million to tell a few.
STANDING: tuple[str, ...] = (
    """CREATE TABLE standing (
        site_id INTEGER NOT NULL REFERENCES sites(id),
        type TEXT NOT NULL,
        status TEXT NOT NULL,
        level TEXT NOT NULL,
        live INTEGER NOT NULL,
        PRIMARY KEY (site_id, type, status, level)
    ) STRICT, WITHOUT ROWID""",
    """INSERT INTO standing SELECT site_id, type, status, coalesce(level, ''), count(*) FROM claims
        WHERE gone_at IS NULL GROUP BY site_id, type, status, coalesce(level, '')""",
    """CREATE TRIGGER standing_comes AFTER INSERT ON claims WHEN new.gone_at IS NULL BEGIN
        INSERT INTO standing VALUES (new.site_id, new.type, new.status, coalesce(new.level, ''), 1)
        ON CONFLICT DO UPDATE SET live = live + 1;
    END""",
    """CREATE TRIGGER standing_goes AFTER DELETE ON claims WHEN old.gone_at IS NULL BEGIN
        UPDATE standing SET live = live - 1
        WHERE site_id = old.site_id AND type = old.type AND status = old.status AND level = coalesce(old.level, '');
    END""",
    """CREATE TRIGGER standing_moves AFTER UPDATE OF site_id, type, status, level, gone_at ON claims
    WHEN old.site_id <> new.site_id OR old.type <> new.type OR old.status <> new.status
      OR old.level IS NOT new.level OR (old.gone_at IS NULL) <> (new.gone_at IS NULL) BEGIN
        UPDATE standing SET live = live - 1
        WHERE old.gone_at IS NULL AND site_id = old.site_id AND type = old.type AND status = old.status
          AND level = coalesce(old.level, '');
        INSERT INTO standing SELECT new.site_id, new.type, new.status, coalesce(new.level, ''), 1
        WHERE new.gone_at IS NULL
        ON CONFLICT DO UPDATE SET live = live + 1;
    END""",
    "CREATE INDEX pages_by_address ON pages(site_id, address)",
    "CREATE INDEX changes_that_ease ON changes(at, site_id) WHERE kind IN ('gone', 'status', 'level')",
)

# What a run saw of a site, kept from its end on; whatever could change that unsettles it, until it is counted again.
COUNTED: tuple[str, ...] = (
    *(
        f"ALTER TABLE run_sites ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0"
        for name in ("seen", "unchanged", "blocked", "failed", "gone", "unread", "passed_over", "is_counted")
    ),
    "CREATE INDEX run_sites_to_count ON run_sites(site_id, run_id) WHERE NOT is_counted",
    """CREATE INDEX captures_in_trouble ON captures(run_id, site_id, address_id)
        WHERE quality NOT IN ('ok', 'not_modified')""",
    "CREATE INDEX pages_by_packs ON pages(pack_set_id) WHERE gone_at IS NULL",
    """CREATE TRIGGER counts_move_with_captures AFTER INSERT ON captures BEGIN
        UPDATE run_sites SET is_counted = 0 WHERE run_id = new.run_id AND site_id = new.site_id AND is_counted;
    END""",
    """CREATE TRIGGER counts_move_with_new_pages AFTER INSERT ON pages BEGIN
        UPDATE run_sites SET is_counted = 0 WHERE site_id = new.site_id AND is_counted
          AND run_id = (SELECT max(run_id) FROM run_sites WHERE site_id = new.site_id);
    END""",
    """CREATE TRIGGER counts_move_with_pages AFTER UPDATE OF is_read, gone_at ON pages
    WHEN old.is_read <> new.is_read OR old.gone_at IS NOT new.gone_at BEGIN
        UPDATE run_sites SET is_counted = 0 WHERE site_id = new.site_id AND is_counted
          AND run_id = (SELECT max(run_id) FROM run_sites WHERE site_id = new.site_id);
    END""",
)

# What moved of pages as such, so that the history of one is found from its address.
PAGE_MOVES: tuple[str, ...] = (
    """CREATE INDEX changes_of_pages ON changes(site_id, address)
        WHERE product_id IS NULL AND claim_id IS NULL""",
)

# Addresses that were not followed because such addresses have no end, as pairs of reason and number.
ENDLESS: tuple[str, ...] = ("ALTER TABLE run_sites ADD COLUMN endless TEXT NOT NULL DEFAULT '[]'",)

# From which country the requests of a run left, as its operator stated it; empty where nothing was stated.
COUNTRY_OF_EXIT: tuple[str, ...] = ("ALTER TABLE runs ADD COLUMN country_of_exit TEXT NOT NULL DEFAULT ''",)

# By what each address was read, beside the rules; whose rules made the claims of each page; and those rules.
READ_BY: tuple[str, ...] = (
    "ALTER TABLE addresses ADD COLUMN read_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pages ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '[]'",
    """CREATE TABLE kept_rules (
        pack TEXT PRIMARY KEY,
        files BLOB NOT NULL
    ) STRICT""",
)

# What the cards of an edition show is kept as long as the edition.
EDITION_CAPTURES: tuple[str, ...] = (
    """CREATE TABLE edition_captures (
        edition INTEGER NOT NULL REFERENCES editions(number),
        warc TEXT NOT NULL,
        warc_offset INTEGER NOT NULL,
        PRIMARY KEY (edition, warc, warc_offset)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX edition_captures_by_warc ON edition_captures(warc)",
)

# A statement of a source is one by what it is about (a product; of a page its words, or the page itself where it has
# none) and by what it says; a product states what the heaviest of its pages does.
SOURCE_VERDICTS: tuple[str, ...] = (
    """CREATE TABLE source_verdicts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source_id INTEGER NOT NULL REFERENCES sources(id),
        disclosure TEXT NOT NULL,
        sources TEXT NOT NULL,
        quote TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'dismissed', 'letter_sent')),
        reason TEXT NOT NULL DEFAULT '',
        reviewer TEXT NOT NULL CHECK (reviewer <> ''),
        at TEXT NOT NULL,
        CHECK (verdict <> 'dismissed' OR trim(reason) <> '')
    ) STRICT""",
    "CREATE INDEX source_verdicts_by_source ON source_verdicts(source_id)",
    "CREATE INDEX sources_flagged ON sources(level) WHERE level IS NOT NULL AND gone_at IS NULL",
    """CREATE TRIGGER source_verdicts_stay_as_said BEFORE UPDATE ON source_verdicts BEGIN
        SELECT raise(ABORT, 'verdicts are only ever added: say a new one');
    END""",
    """CREATE TRIGGER source_verdicts_stay BEFORE DELETE ON source_verdicts BEGIN
        SELECT raise(ABORT, 'verdicts are only ever added: say a new one');
    END""",
    """CREATE VIEW source_verdicts_on AS
        SELECT source_verdicts.id AS verdict_id, sources.id AS source_id,
            sources.disclosure = source_verdicts.disclosure AND sources.sources = source_verdicts.sources
                AND sources.quote = source_verdicts.quote AS is_same
        FROM source_verdicts CROSS JOIN sources AS said ON said.id = source_verdicts.source_id
        CROSS JOIN sources ON sources.site_id = said.site_id AND sources.product_id IS said.product_id
        WHERE sources.product_id IS NOT NULL OR sources.id = said.id OR (sources.quote <> ''
            AND sources.disclosure = source_verdicts.disclosure AND sources.sources = source_verdicts.sources
            AND sources.quote = source_verdicts.quote)""",
    """CREATE VIEW triage_sources AS
        SELECT sources.id AS source, sites.name AS site, sites.country, sources.level, sources.disclosure,
            sources.sources, sources.quote, sources.reason, sources.name, pages.address, sources.first_seen
        FROM sources JOIN sites ON sites.id = sources.site_id JOIN pages ON pages.id = sources.page_id
        WHERE sources.gone_at IS NULL AND sources.level IS NOT NULL AND sites.is_watched
          AND sites.kind IN ('brand', 'retailer', 'clinic')
          AND sources.id = CASE WHEN sources.product_id IS NOT NULL THEN (
                SELECT id FROM sources AS other WHERE other.product_id = sources.product_id AND other.gone_at IS NULL
                ORDER BY CASE disclosure WHEN 'conflict' THEN 4 WHEN 'several' THEN 3 WHEN 'stated' THEN 2
                    WHEN 'undisclosed' THEN 1 ELSE 0 END DESC,
                    CASE level WHEN 'critical' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 WHEN 'low' THEN 1
                    ELSE 0 END DESC, id LIMIT 1)
            WHEN sources.quote = '' THEN sources.id
            ELSE (SELECT min(id) FROM sources AS other WHERE other.site_id = sources.site_id
                AND other.product_id IS NULL AND other.gone_at IS NULL AND other.disclosure = sources.disclosure
                AND other.sources = sources.sources AND other.quote = sources.quote) END
          AND NOT EXISTS (
            SELECT 1 FROM source_verdicts_on AS told JOIN source_verdicts ON source_verdicts.id = told.verdict_id
            WHERE told.source_id = sources.id AND (told.is_same OR source_verdicts.verdict = 'letter_sent'))""",
)

# A dismissal ends the letters, and the confirmations of a claim, that came before it: what is stated otherwise since
# waits again.
ENDED_BY_DISMISSAL: tuple[str, ...] = (
    "DROP VIEW triage",
    """CREATE VIEW triage AS
        SELECT claims.id AS claim, sites.name AS site, sites.country, claims.level, claims.type, claims.status,
            places.quote, claims.product, pages.address, claims.first_seen, claims.wording_since
        FROM claims JOIN sites ON sites.id = claims.site_id JOIN places ON places.id = claims.place_id
        JOIN pages ON pages.id = places.page_id
        WHERE claims.gone_at IS NULL AND claims.level IS NOT NULL AND sites.is_watched
          AND sites.kind IN ('brand', 'retailer', 'clinic')
          AND NOT EXISTS (SELECT 1 FROM verdicts WHERE verdicts.claim_id = claims.id
            AND CASE verdicts.verdict WHEN 'dismissed' THEN verdicts.wording_id = claims.wording_id
                ELSE NOT EXISTS (SELECT 1 FROM verdicts AS later WHERE later.claim_id = claims.id
                    AND later.id > verdicts.id AND later.verdict = 'dismissed') END)""",
    "DROP VIEW triage_sources",
    """CREATE VIEW triage_sources AS
        SELECT sources.id AS source, sites.name AS site, sites.country, sources.level, sources.disclosure,
            sources.sources, sources.quote, sources.reason, sources.name, pages.address, sources.first_seen
        FROM sources JOIN sites ON sites.id = sources.site_id JOIN pages ON pages.id = sources.page_id
        WHERE sources.gone_at IS NULL AND sources.level IS NOT NULL AND sites.is_watched
          AND sites.kind IN ('brand', 'retailer', 'clinic')
          AND sources.id = CASE WHEN sources.product_id IS NOT NULL THEN (
                SELECT id FROM sources AS other WHERE other.product_id = sources.product_id AND other.gone_at IS NULL
                ORDER BY CASE disclosure WHEN 'conflict' THEN 4 WHEN 'several' THEN 3 WHEN 'stated' THEN 2
                    WHEN 'undisclosed' THEN 1 ELSE 0 END DESC,
                    CASE level WHEN 'critical' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 WHEN 'low' THEN 1
                    ELSE 0 END DESC, id LIMIT 1)
            WHEN sources.quote = '' THEN sources.id
            ELSE (SELECT min(id) FROM sources AS other WHERE other.site_id = sources.site_id
                AND other.product_id IS NULL AND other.gone_at IS NULL AND other.disclosure = sources.disclosure
                AND other.sources = sources.sources AND other.quote = sources.quote) END
          AND NOT EXISTS (
            SELECT 1 FROM source_verdicts_on AS told JOIN source_verdicts ON source_verdicts.id = told.verdict_id
            WHERE told.source_id = sources.id AND CASE source_verdicts.verdict WHEN 'letter_sent' THEN NOT EXISTS (
                SELECT 1 FROM source_verdicts_on AS after JOIN source_verdicts AS later ON later.id = after.verdict_id
                WHERE after.source_id = sources.id AND later.id > source_verdicts.id AND later.verdict = 'dismissed')
              ELSE told.is_same END)""",
)

# A claim that was known under two numbers, as its product had moved: the younger leads to the older, and what was said
# of it follows.
JOINED: tuple[str, ...] = (
    "ALTER TABLE claims ADD COLUMN joined_to INTEGER REFERENCES claims(id)",
    "CREATE INDEX claims_joined ON claims(joined_to) WHERE joined_to IS NOT NULL",
    "DROP TRIGGER verdicts_stay_as_said",
    """CREATE TRIGGER verdicts_stay_as_said BEFORE UPDATE ON verdicts
    WHEN new.id <> old.id OR new.verdict <> old.verdict OR new.reason <> old.reason OR new.reviewer <> old.reviewer
      OR new.at <> old.at OR new.claim_id IS NOT (SELECT joined_to FROM claims WHERE id = old.claim_id) BEGIN
        SELECT raise(ABORT, 'verdicts are only ever added: say a new one');
    END""",
)

# What was confirmed is the wording that a person read, as it is with a statement of a source: other words wait again.
CONFIRMED_WORDS: tuple[str, ...] = (
    "DROP VIEW triage",
    """CREATE VIEW triage AS
        SELECT claims.id AS claim, sites.name AS site, sites.country, claims.level, claims.type, claims.status,
            places.quote, claims.product, pages.address, claims.first_seen, claims.wording_since
        FROM claims JOIN sites ON sites.id = claims.site_id JOIN places ON places.id = claims.place_id
        JOIN pages ON pages.id = places.page_id
        WHERE claims.gone_at IS NULL AND claims.level IS NOT NULL AND sites.is_watched
          AND sites.kind IN ('brand', 'retailer', 'clinic')
          AND NOT EXISTS (SELECT 1 FROM verdicts WHERE verdicts.claim_id = claims.id
            AND (verdicts.verdict = 'letter_sent' OR verdicts.wording_id = claims.wording_id)
            AND (verdicts.verdict = 'dismissed' OR NOT EXISTS (
                SELECT 1 FROM verdicts AS later WHERE later.claim_id = claims.id
                AND later.id > verdicts.id AND later.verdict = 'dismissed')))""",
)

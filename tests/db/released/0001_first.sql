BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'exowatch','0001_first','2026-11-22 01:42:12.435961+00:00');
CREATE TABLE addresses (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        address TEXT NOT NULL,
        first_run_id INTEGER NOT NULL REFERENCES runs(id),
        last_run_id INTEGER REFERENCES runs(id),
        quality TEXT,
        cause TEXT NOT NULL DEFAULT '',
        fetched_at TEXT,
        seen_at TEXT,
        ok_capture_id INTEGER REFERENCES captures(id),
        ok_digest TEXT NOT NULL DEFAULT '',
        etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '',
        visits_since_full INTEGER NOT NULL DEFAULT 0,
        absent_since TEXT,
        gone_at TEXT,
        UNIQUE (site_id, address)
    ) STRICT;
INSERT INTO "addresses" VALUES(1,1,'http://127.0.0.1/p0',1,2,'ok','','2026-03-09T08:00:02Z','2026-03-09T08:00:02Z',3,'63812f222bf6306220fcb1923e592482a7ef99fd2efe526d81221ee746820666','"63812f22"','',0,NULL,NULL);
INSERT INTO "addresses" VALUES(2,1,'http://127.0.0.1/p1',1,2,'ok','','2026-03-09T08:00:06Z','2026-03-09T08:00:06Z',5,'c333a94e35a609da1b026639657ea9c407cd31c35010bd2690882b485db229e6','"c333a94e"','',0,NULL,NULL);
CREATE TABLE audiences (
        name TEXT PRIMARY KEY,
        told_through INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE captures (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs(id),
        site_id INTEGER NOT NULL REFERENCES sites(id),
        address_id INTEGER NOT NULL REFERENCES addresses(id),
        fetched_at TEXT NOT NULL,
        status INTEGER NOT NULL,
        quality TEXT NOT NULL,
        cause TEXT NOT NULL,
        final_address TEXT NOT NULL,
        redirects TEXT NOT NULL,
        headers TEXT NOT NULL,
        size INTEGER NOT NULL,
        digest TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        warc TEXT NOT NULL,
        warc_offset INTEGER NOT NULL,
        is_full INTEGER NOT NULL,
        is_unchanged INTEGER NOT NULL
    ) STRICT;
INSERT INTO "captures" VALUES(1,1,1,1,'2026-03-02T08:00:02Z',200,'ok','','http://127.0.0.1/p0','[]','[]',0,'63812f222bf6306220fcb1923e592482a7ef99fd2efe526d81221ee746820666','"63812f22"','','a.warc.gz',7,1,0);
INSERT INTO "captures" VALUES(2,1,1,2,'2026-03-02T08:00:04Z',200,'ok','','http://127.0.0.1/p1','[]','[]',0,'60791232692f3d8005ae4ca076d47212f8f28b2ff445dca783169317ed776033','"60791232"','','a.warc.gz',7,1,0);
INSERT INTO "captures" VALUES(3,2,1,1,'2026-03-09T08:00:02Z',200,'ok','','http://127.0.0.1/p0','[]','[]',0,'63812f222bf6306220fcb1923e592482a7ef99fd2efe526d81221ee746820666','"63812f22"','','a.warc.gz',7,1,1);
INSERT INTO "captures" VALUES(4,2,1,2,'2026-03-09T08:00:04Z',200,'ok','','http://127.0.0.1/p1','[]','[]',0,'c333a94e35a609da1b026639657ea9c407cd31c35010bd2690882b485db229e6','"c333a94e"','','a.warc.gz',7,1,0);
INSERT INTO "captures" VALUES(5,2,1,2,'2026-03-09T08:00:06Z',200,'ok','','http://127.0.0.1/p1','[]','[]',0,'c333a94e35a609da1b026639657ea9c407cd31c35010bd2690882b485db229e6','"c333a94e"','','a.warc.gz',7,1,0);
CREATE TABLE changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs(id),
        site_id INTEGER NOT NULL REFERENCES sites(id),
        address TEXT NOT NULL,
        subject TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        level TEXT,
        type TEXT NOT NULL,
        claim_id INTEGER REFERENCES claims(id),
        product_id INTEGER REFERENCES products(id),
        is_technical INTEGER NOT NULL,
        is_baseline INTEGER NOT NULL,
        is_softer INTEGER NOT NULL,
        is_news INTEGER NOT NULL,
        caused_by INTEGER REFERENCES changes(id),
        reason TEXT NOT NULL,
        seen_at TEXT,
        missed_at TEXT
    ) STRICT;
INSERT INTO "changes" VALUES(1,'product_new','2026-03-02T08:00:02Z',1,1,'http://127.0.0.1/p0','/p0','','EUR 49.00',NULL,'',NULL,1,0,1,0,0,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(2,'new','2026-03-02T08:00:02Z',1,1,'http://127.0.0.1/p0','Page 0: exosomes regrow hair.','','Page 0: exosomes regrow hair.','high','hair_growth',1,NULL,0,1,0,0,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(3,'new','2026-03-02T08:00:02Z',1,1,'http://127.0.0.1/p0','One line on every page heals scars.','','One line on every page heals scars.','high','wound_scar',2,NULL,0,1,0,0,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(4,'product_new','2026-03-02T08:00:04Z',1,1,'http://127.0.0.1/p1','/p1','','EUR 49.00',NULL,'',NULL,2,0,1,0,0,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(5,'new','2026-03-02T08:00:04Z',1,1,'http://127.0.0.1/p1','Page 1: exosomes regrow hair.','','Page 1: exosomes regrow hair.','high','hair_growth',3,NULL,0,1,0,0,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(6,'price','2026-03-09T08:00:04Z',2,1,'http://127.0.0.1/p1','/p1','EUR 49.00','EUR 39.00',NULL,'',NULL,2,0,0,0,0,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(7,'source','2026-03-09T08:00:04Z',2,1,'http://127.0.0.1/p1','/p1','human: umbilical cord','plant: rose',NULL,'',NULL,2,0,0,0,0,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(8,'new','2026-03-09T08:00:04Z',2,1,'http://127.0.0.1/p1','Calm down the redness with number 1','','Calm down the redness with number 1','high','anti_inflammatory',4,NULL,0,0,0,1,NULL,'',NULL,NULL);
INSERT INTO "changes" VALUES(9,'gone','2026-03-09T08:00:06Z',2,1,'http://127.0.0.1/p1','Page 1: exosomes regrow hair.','Page 1: exosomes regrow hair.','','high','hair_growth',3,NULL,0,0,0,0,NULL,'a second full fetch lacked it too','2026-03-02T08:00:04Z','2026-03-09T08:00:04Z');
CREATE TABLE claims (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        type TEXT NOT NULL,
        product TEXT NOT NULL,
        status TEXT NOT NULL,
        level TEXT,
        place_id INTEGER REFERENCES places(id),
        wording_id INTEGER REFERENCES wordings(id),
        wording_since TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        is_baseline INTEGER NOT NULL,
        is_technical INTEGER NOT NULL,
        returns INTEGER NOT NULL DEFAULT 0,
        gone_at TEXT,
        gone_reason TEXT NOT NULL DEFAULT ''
    ) STRICT;
INSERT INTO "claims" VALUES(1,1,'hair_growth','','asserted','high',1,1,'2026-03-02T08:00:02Z','2026-03-02T08:00:02Z',1,0,0,NULL,'');
INSERT INTO "claims" VALUES(2,1,'wound_scar','','asserted','high',2,2,'2026-03-02T08:00:02Z','2026-03-02T08:00:02Z',1,0,0,NULL,'');
INSERT INTO "claims" VALUES(3,1,'hair_growth','','asserted','high',4,3,'2026-03-02T08:00:04Z','2026-03-02T08:00:04Z',1,0,0,'2026-03-09T08:00:06Z','a second full fetch lacked it too');
INSERT INTO "claims" VALUES(4,1,'anti_inflammatory','','asserted','high',5,4,'2026-03-09T08:00:04Z','2026-03-09T08:00:04Z',0,0,0,NULL,'');
CREATE TABLE edition_changes (
        audience TEXT NOT NULL,
        change_id INTEGER NOT NULL REFERENCES changes(id),
        edition INTEGER NOT NULL REFERENCES editions(number),
        PRIMARY KEY (audience, change_id)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE editions (
        number INTEGER PRIMARY KEY,
        audience TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT NOT NULL,
        rendered_at TEXT NOT NULL,
        path TEXT NOT NULL
    ) STRICT;
CREATE TABLE flag_sets (
        id INTEGER PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        level TEXT NOT NULL
    ) STRICT;
INSERT INTO "flag_sets" VALUES(1,'bfec0c7f11b56742bcdc2a635fa1347b','high');
CREATE TABLE flags (
        id INTEGER PRIMARY KEY,
        flag_set_id INTEGER NOT NULL REFERENCES flag_sets(id),
        market TEXT NOT NULL,
        level TEXT NOT NULL,
        nature TEXT NOT NULL,
        rule TEXT NOT NULL,
        reason TEXT NOT NULL,
        clears_if TEXT NOT NULL,
        provisions TEXT NOT NULL,
        comparison TEXT NOT NULL,
        confirmed INTEGER NOT NULL,
        is_general INTEGER NOT NULL
    ) STRICT;
INSERT INTO "flags" VALUES(1,1,'EU','high','prohibited','eu-rule','a reason to look','','[1]','[]',1,0);
CREATE TABLE incidents (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs(id),
        site_id INTEGER REFERENCES sites(id),
        address TEXT NOT NULL,
        cause TEXT NOT NULL,
        remedy TEXT NOT NULL,
        at TEXT
    ) STRICT;
CREATE TABLE listed_products (
        site_id INTEGER NOT NULL REFERENCES sites(id),
        key TEXT NOT NULL,
        last_run_id INTEGER NOT NULL REFERENCES runs(id),
        PRIMARY KEY (site_id, key)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE offers (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        page_id INTEGER NOT NULL REFERENCES pages(id),
        what TEXT NOT NULL,
        price TEXT NOT NULL,
        currency TEXT NOT NULL,
        seller TEXT NOT NULL,
        is_starting INTEGER NOT NULL,
        quote TEXT NOT NULL,
        place TEXT NOT NULL
    ) STRICT;
CREATE TABLE pack_sets (
        id INTEGER PRIMARY KEY,
        packs TEXT NOT NULL UNIQUE
    ) STRICT;
INSERT INTO "pack_sets" VALUES(1,'["en 1 aaaa"]');
CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        address_id INTEGER NOT NULL REFERENCES addresses(id),
        key TEXT NOT NULL,
        address TEXT NOT NULL,
        title TEXT NOT NULL,
        lang TEXT NOT NULL,
        digest TEXT NOT NULL,
        reading_digest TEXT NOT NULL,
        marks BLOB NOT NULL,
        pack_set_id INTEGER REFERENCES pack_sets(id),
        is_read INTEGER NOT NULL,
        is_pending INTEGER NOT NULL DEFAULT 0,
        first_seen TEXT NOT NULL,
        seen_at TEXT,
        capture_id INTEGER REFERENCES captures(id),
        missed_at TEXT,
        gone_at TEXT,
        gone_reason TEXT NOT NULL DEFAULT '',
        UNIQUE (address_id, key)
    ) STRICT;
INSERT INTO "pages" VALUES(1,1,1,'/p0','http://127.0.0.1/p0','A page','en','bd17edf91f277b22eeac6576798b8c27','b569e0400c6647b0e3e1ad4d8a2ef519',X'C11C8B55A9B613BC',1,1,0,'2026-03-02T08:00:02Z',NULL,NULL,NULL,NULL,'');
INSERT INTO "pages" VALUES(2,1,2,'/p1','http://127.0.0.1/p1','A page','en','d8f0e67290f144413871b6739c08dde6','b6ec066e65f7a187e0f5e2337fe1185a',X'D4091383A9B613BC',1,1,0,'2026-03-02T08:00:04Z',NULL,NULL,NULL,NULL,'');
CREATE TABLE places (
        id INTEGER PRIMARY KEY,
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        page_id INTEGER NOT NULL REFERENCES pages(id),
        wording_id INTEGER NOT NULL REFERENCES wordings(id),
        status TEXT NOT NULL,
        level TEXT,
        flag_set_id INTEGER REFERENCES flag_sets(id),
        quote TEXT NOT NULL,
        span TEXT NOT NULL,
        span_start INTEGER NOT NULL,
        rule TEXT NOT NULL,
        rule_version INTEGER NOT NULL,
        words TEXT NOT NULL,
        cue TEXT NOT NULL,
        cue_words TEXT NOT NULL,
        limits TEXT NOT NULL,
        is_experimental INTEGER NOT NULL,
        product TEXT NOT NULL,
        place TEXT NOT NULL,
        trail TEXT NOT NULL,
        form TEXT NOT NULL,
        lang TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        seen_at TEXT,
        capture_id INTEGER REFERENCES captures(id),
        missed_at TEXT,
        missed_run_id INTEGER REFERENCES runs(id),
        misses INTEGER NOT NULL DEFAULT 0,
        is_technical INTEGER NOT NULL DEFAULT 0,
        gone_at TEXT,
        UNIQUE (page_id, claim_id)
    ) STRICT;
INSERT INTO "places" VALUES(1,1,1,1,'asserted','high',1,'Page 0: exosomes regrow hair.','Page 0: exosomes regrow hair.',0,'hair-1',1,'Page 0: exosomes regrow hair.','','','',0,'','/p[0]','[]','paragraph','en','2026-03-02T08:00:02Z',NULL,NULL,NULL,NULL,0,0,NULL);
INSERT INTO "places" VALUES(2,2,1,2,'asserted','high',1,'One line on every page heals scars.','One line on every page heals scars.',0,'hair-1',1,'One line on every page heals scars.','','','',0,'','/p[1]','[]','paragraph','en','2026-03-02T08:00:02Z',NULL,NULL,NULL,NULL,0,0,NULL);
INSERT INTO "places" VALUES(3,2,2,2,'asserted','high',1,'One line on every page heals scars.','One line on every page heals scars.',0,'hair-1',1,'One line on every page heals scars.','','','',0,'','/p[1]','[]','paragraph','en','2026-03-02T08:00:04Z',NULL,NULL,NULL,NULL,0,0,NULL);
INSERT INTO "places" VALUES(4,3,2,3,'asserted','high',1,'Page 1: exosomes regrow hair.','Page 1: exosomes regrow hair.',0,'hair-1',1,'Page 1: exosomes regrow hair.','','','',0,'','/p[0]','[]','paragraph','en','2026-03-02T08:00:04Z','2026-03-02T08:00:04Z',2,'2026-03-09T08:00:04Z',2,2,0,'2026-03-09T08:00:06Z');
INSERT INTO "places" VALUES(5,4,2,4,'asserted','high',1,'Calm down the redness with number 1','Calm down the redness with number 1',0,'hair-1',1,'Calm down the redness with number 1','','','',0,'','/p[0]','[]','paragraph','en','2026-03-09T08:00:04Z',NULL,NULL,NULL,NULL,0,0,NULL);
CREATE TABLE product_pages (
        id INTEGER PRIMARY KEY,
        product_id INTEGER NOT NULL REFERENCES products(id),
        page_id INTEGER NOT NULL REFERENCES pages(id),
        origin TEXT NOT NULL,
        price TEXT,
        price_high TEXT,
        list_price TEXT,
        currency TEXT NOT NULL,
        available INTEGER,
        first_seen TEXT NOT NULL,
        seen_at TEXT,
        capture_id INTEGER REFERENCES captures(id),
        missed_at TEXT,
        missed_run_id INTEGER REFERENCES runs(id),
        misses INTEGER NOT NULL DEFAULT 0,
        is_technical INTEGER NOT NULL DEFAULT 0,
        gone_at TEXT,
        UNIQUE (page_id, product_id)
    ) STRICT;
INSERT INTO "product_pages" VALUES(1,1,1,'page','49.00',NULL,NULL,'EUR',NULL,'2026-03-02T08:00:02Z',NULL,NULL,NULL,NULL,0,0,NULL);
INSERT INTO "product_pages" VALUES(2,2,2,'page','39.00',NULL,NULL,'EUR',NULL,'2026-03-02T08:00:04Z',NULL,NULL,NULL,NULL,0,0,NULL);
CREATE TABLE products (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        brand TEXT NOT NULL,
        address TEXT NOT NULL,
        price TEXT,
        price_high TEXT,
        list_price TEXT,
        currency TEXT NOT NULL,
        available INTEGER,
        ingredients TEXT NOT NULL,
        origin TEXT NOT NULL,
        disclosure TEXT NOT NULL,
        sources TEXT NOT NULL,
        source_reason TEXT NOT NULL,
        source_level TEXT,
        on_subject INTEGER NOT NULL,
        first_seen TEXT NOT NULL,
        drops INTEGER NOT NULL DEFAULT 0,
        gone_at TEXT,
        gone_reason TEXT NOT NULL DEFAULT '',
        UNIQUE (site_id, key)
    ) STRICT;
INSERT INTO "products" VALUES(1,1,'/p0','/p0','','http://127.0.0.1/p0','49.00',NULL,NULL,'EUR',NULL,'','page','stated','[["human", "umbilical cord"]]','',NULL,1,'2026-03-02T08:00:02Z',0,NULL,'');
INSERT INTO "products" VALUES(2,1,'/p1','/p1','','http://127.0.0.1/p1','39.00',NULL,NULL,'EUR',NULL,'','page','stated','[["plant", "rose"]]','',NULL,1,'2026-03-02T08:00:04Z',0,NULL,'');
CREATE TABLE provisions (
        id INTEGER PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        market TEXT NOT NULL,
        instrument TEXT NOT NULL,
        provision TEXT NOT NULL,
        title TEXT NOT NULL,
        says TEXT NOT NULL,
        address TEXT NOT NULL,
        confirmed INTEGER NOT NULL,
        kind TEXT NOT NULL
    ) STRICT;
INSERT INTO "provisions" VALUES(1,'e23e282e2f5ee82c7f7d5c9c94c95799','eu-1','EU','Regulation','Annex II','Cells','says','https://example.org/law',1,'law');
CREATE TABLE routes (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        page_id INTEGER NOT NULL REFERENCES pages(id),
        route TEXT NOT NULL,
        quote TEXT NOT NULL,
        span TEXT NOT NULL,
        span_start INTEGER NOT NULL,
        rule TEXT NOT NULL,
        rule_version INTEGER NOT NULL,
        product TEXT NOT NULL,
        place TEXT NOT NULL
    ) STRICT;
CREATE TABLE run_sites (
        run_id INTEGER NOT NULL REFERENCES runs(id),
        site_id INTEGER NOT NULL REFERENCES sites(id),
        baseline INTEGER NOT NULL,
        listed INTEGER NOT NULL DEFAULT 0,
        unvisited INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (run_id, site_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "run_sites" VALUES(1,1,1,0,0);
INSERT INTO "run_sites" VALUES(2,1,0,0,0);
CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT;
INSERT INTO "runs" VALUES(1,'2026-03-02T08:00:00Z','2026-03-02T08:00:04Z');
INSERT INTO "runs" VALUES(2,'2026-03-09T08:00:00Z','2026-03-09T08:00:06Z');
CREATE TABLE sites (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL,
        kind TEXT NOT NULL,
        country TEXT NOT NULL,
        markets TEXT NOT NULL,
        labels TEXT NOT NULL,
        spider TEXT NOT NULL,
        start TEXT NOT NULL,
        delay REAL NOT NULL,
        max_pages INTEGER NOT NULL,
        render INTEGER NOT NULL,
        allow_private INTEGER NOT NULL
    ) STRICT;
INSERT INTO "sites" VALUES(1,'Lumen Shop','http://127.0.0.1/','retailer','DE','["EU"]','[]','','[]',2.0,300,0,0);
CREATE TABLE source_mentions (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        page_id INTEGER NOT NULL REFERENCES pages(id),
        class TEXT NOT NULL,
        detail TEXT NOT NULL,
        role TEXT NOT NULL,
        owner TEXT NOT NULL,
        quote TEXT NOT NULL,
        span TEXT NOT NULL,
        span_start INTEGER NOT NULL,
        rule TEXT NOT NULL,
        rule_version INTEGER NOT NULL,
        product TEXT NOT NULL,
        place TEXT NOT NULL,
        is_experimental INTEGER NOT NULL
    ) STRICT;
CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        page_id INTEGER NOT NULL REFERENCES pages(id),
        product TEXT NOT NULL,
        product_id INTEGER REFERENCES products(id),
        name TEXT NOT NULL,
        disclosure TEXT NOT NULL,
        sources TEXT NOT NULL,
        reason TEXT NOT NULL,
        quote TEXT NOT NULL,
        level TEXT,
        flag_set_id INTEGER REFERENCES flag_sets(id),
        first_seen TEXT NOT NULL,
        seen_at TEXT,
        gone_at TEXT,
        UNIQUE (page_id, product)
    ) STRICT;
INSERT INTO "sources" VALUES(1,1,1,'/p0',1,'Night Cream','stated','[["human", "umbilical cord"]]','','',NULL,NULL,'2026-03-02T08:00:02Z',NULL,NULL);
INSERT INTO "sources" VALUES(2,1,2,'/p1',2,'Night Cream','stated','[["plant", "rose"]]','','',NULL,NULL,'2026-03-02T08:00:04Z',NULL,NULL);
CREATE TABLE wordings (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        claim_id INTEGER NOT NULL REFERENCES claims(id),
        key TEXT NOT NULL,
        quote TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        UNIQUE (site_id, key)
    ) STRICT;
INSERT INTO "wordings" VALUES(1,1,1,'2d0edcee28af9f26f6a9c0d79b51f698','Page 0: exosomes regrow hair.','2026-03-02T08:00:02Z');
INSERT INTO "wordings" VALUES(2,1,2,'b5b53279464d42a6e267d94c663d3776','One line on every page heals scars.','2026-03-02T08:00:02Z');
INSERT INTO "wordings" VALUES(3,1,3,'1bec38fcce2f881c7e2bc445a09fba8a','Page 1: exosomes regrow hair.','2026-03-02T08:00:04Z');
INSERT INTO "wordings" VALUES(4,1,4,'a9cf52cba05fea1a0dee826332be75f1','Calm down the redness with number 1','2026-03-09T08:00:04Z');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX run_sites_by_site ON run_sites(site_id, run_id);
CREATE INDEX captures_by_run ON captures(run_id, site_id, address_id);
CREATE INDEX captures_by_address ON captures(address_id);
CREATE INDEX pages_by_site ON pages(site_id);
CREATE INDEX flags_by_set ON flags(flag_set_id);
CREATE INDEX product_pages_by_product ON product_pages(product_id);
CREATE INDEX product_pages_missed ON product_pages(missed_run_id) WHERE missed_at IS NOT NULL AND gone_at IS NULL;
CREATE INDEX sources_by_product ON sources(product_id);
CREATE INDEX sources_by_site ON sources(site_id);
CREATE INDEX source_mentions_by_page ON source_mentions(page_id);
CREATE INDEX source_mentions_by_site ON source_mentions(site_id);
CREATE INDEX routes_by_page ON routes(page_id);
CREATE INDEX routes_by_site ON routes(site_id);
CREATE INDEX offers_by_page ON offers(page_id);
CREATE INDEX offers_by_site ON offers(site_id);
CREATE INDEX claims_live ON claims(gone_at, site_id, type, status, level);
CREATE INDEX claims_pressing ON claims(gone_at, level, first_seen);
CREATE INDEX claims_by_site ON claims(site_id);
CREATE INDEX wordings_by_claim ON wordings(claim_id);
CREATE INDEX places_by_claim ON places(claim_id);
CREATE INDEX places_missed ON places(missed_run_id) WHERE missed_at IS NOT NULL AND gone_at IS NULL;
CREATE INDEX changes_by_time
        ON changes(at, is_news, kind, level, type, site_id, is_technical, is_softer, caused_by);
CREATE INDEX changes_by_claim ON changes(claim_id);
CREATE INDEX changes_by_product ON changes(product_id, kind);
CREATE INDEX changes_by_site ON changes(site_id, at);
CREATE INDEX edition_changes_by_edition ON edition_changes(edition);
CREATE INDEX incidents_by_run ON incidents(run_id);
CREATE VIEW claims_now AS
        SELECT claims.id, sites.name AS site, sites.country, claims.level, claims.type, claims.status, places.quote,
            claims.product, pages.address, places.rule, claims.first_seen, claims.wording_since,
            coalesce(places.seen_at, pages.seen_at, addresses.seen_at) AS last_seen,
            (SELECT count(*) FROM places AS others
                WHERE others.claim_id = claims.id AND others.gone_at IS NULL) AS places
        FROM claims JOIN sites ON sites.id = claims.site_id JOIN places ON places.id = claims.place_id
        JOIN pages ON pages.id = places.page_id JOIN addresses ON addresses.id = pages.address_id
        WHERE claims.gone_at IS NULL;
CREATE VIEW changes_recent AS
        SELECT changes.id, changes.at, sites.name AS site, changes.kind, changes.level, changes.type, changes.subject,
            changes.before, changes.after, changes.reason, changes.address, changes.seen_at, changes.missed_at,
            changes.is_technical, changes.is_baseline
        FROM changes JOIN sites ON sites.id = changes.site_id ORDER BY changes.id DESC;
CREATE VIEW sources_now AS
        SELECT sources.id, sites.name AS site, sites.country, sources.name, sources.product, sources.disclosure,
            sources.sources, sources.level, sources.reason, sources.quote, pages.address, sources.first_seen
        FROM sources JOIN sites ON sites.id = sources.site_id JOIN pages ON pages.id = sources.page_id
        WHERE sources.gone_at IS NULL AND sources.disclosure <> 'not_asked';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('changes',9);
COMMIT;

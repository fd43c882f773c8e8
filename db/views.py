"""Views for people who open the file themselves, as first released; later migrations change them."""

FIRST_VIEWS: tuple[str, ...] = (
    """CREATE VIEW claims_now AS
        SELECT claims.id, sites.name AS site, sites.country, claims.level, claims.type, claims.status, places.quote,
            claims.product, pages.address, places.rule, claims.first_seen, claims.wording_since,
            coalesce(places.seen_at, pages.seen_at, addresses.seen_at) AS last_seen,
            (SELECT count(*) FROM places AS others
                WHERE others.claim_id = claims.id AND others.gone_at IS NULL) AS places
        FROM claims JOIN sites ON sites.id = claims.site_id JOIN places ON places.id = claims.place_id
        JOIN pages ON pages.id = places.page_id JOIN addresses ON addresses.id = pages.address_id
        WHERE claims.gone_at IS NULL""",
    """CREATE VIEW changes_recent AS
        SELECT changes.id, changes.at, sites.name AS site, changes.kind, changes.level, changes.type, changes.subject,
            changes.before, changes.after, changes.reason, changes.address, changes.seen_at, changes.missed_at,
            changes.is_technical, changes.is_baseline
        FROM changes JOIN sites ON sites.id = changes.site_id ORDER BY changes.id DESC""",
    """CREATE VIEW sources_now AS
        SELECT sources.id, sites.name AS site, sites.country, sources.name, sources.product, sources.disclosure,
            sources.sources, sources.level, sources.reason, sources.quote, pages.address, sources.first_seen
        FROM sources JOIN sites ON sites.id = sources.site_id JOIN pages ON pages.id = sources.page_id
        WHERE sources.gone_at IS NULL AND sources.disclosure <> 'not_asked'""",
)

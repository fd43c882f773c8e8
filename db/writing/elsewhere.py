"""Pages on the host that a site had before its entry in the watchlist was given another: they are its pages no more."""

from dataclasses import replace
from json import dumps
from urllib.parse import urlsplit

from db.writing.leaving import leave_page
from db.writing.rows import many, one
from db.writing.work import Work

REASON = "its site has another host in the watchlist now"
OWN = """EXISTS (
    SELECT 1 FROM json_each(?2) AS own WHERE substr(addresses.address, 1, length(own.value)) = own.value)"""
ELSEWHERE = f"""
    SELECT pages.*, addresses.seen_at AS address_seen_at, addresses.ok_capture_id AS ok_capture_id
    FROM addresses JOIN pages ON pages.address_id = addresses.id
    WHERE addresses.site_id = ?1 AND pages.gone_at IS NULL AND NOT {OWN}"""  # noqa: S608 - parts are ours
ARRIVED = f"""
    SELECT 1 FROM captures JOIN addresses ON addresses.id = captures.address_id
    WHERE captures.site_id = ?1 AND captures.run_id = ?3 AND captures.quality = 'ok' AND {OWN} LIMIT 1"""  # noqa: S608


def leave_elsewhere(work: Work) -> None:
    """Let go the pages that lie on no host of the site any more, once a run has seen the site where it is now.

    That is ours to tell, and no news of the site; a claim that the new host makes as well stands on.
    """
    site = one(work.db, "SELECT url FROM sites WHERE id = ?", work.site)
    own = dumps(_beginnings(site["url"]) if site else ())
    pages = many(work.db, ELSEWHERE, work.site, own)
    if not pages or not one(work.db, ARRIVED, work.site, own, work.run):
        return
    for page in pages:
        seen, capture = page["address_seen_at"], page["ok_capture_id"]
        leave_page(replace(work, reread=True, seen_before=seen, capture_before=capture), page, REASON, work.at)


def _beginnings(url: str) -> tuple[str, ...]:
    """How the addresses of a site's pages begin, with or without www. and by either scheme."""
    parts = urlsplit(url)
    try:
        host = (parts.hostname or "").removeprefix("www.").rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return ()
    port = "" if parts.port in {None, 80, 443} else f":{parts.port}"
    host = f"[{host}]" if ":" in host else host
    return tuple(f"{scheme}://{www}{host}{port}/" for scheme in ("http", "https") for www in ("", "www."))

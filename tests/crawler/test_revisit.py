"""The second visit asks whether pages have changed, and proves what is gone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from db.model import ChangeKind
from db.queries import Reader
from tests.crawler.crawling import NOW, counts, job, visit
from tests.loopback import Asked, Loopback, Reply, page

CLAIM = "Our exosome serum regrows hair in four weeks."
WEEK = timedelta(days=7)
WALL = Reply(page(title="Just a moment...", copy="<script>_cf_chl_opt</script>"))


def with_etag(copy: str, etag: str = '"1"') -> Reply:
    return Reply(page("/", title="Exosome serum", copy=copy), headers={"ETag": etag})


def changes(folder: Path) -> list[ChangeKind]:
    with Reader.open(folder / "exowatch.db") as reader:
        return [change.kind for change in reader.changes()]


def asked(server: Loopback, path: str) -> list[Asked]:
    return [entry for entry in server.log if entry.path == path]


def test_validators_are_the_servers_own_and_a_304_is_seen_and_same(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/serum")
    server.routes["/serum"] = with_etag(CLAIM)
    visit(tmp_path, server.site())
    again = visit(tmp_path, server.site(), now=NOW + WEEK)
    assert counts(again) == {"ok": 1, "not_modified": 1}
    assert [entry.headers.get("If-None-Match") for entry in asked(server, "/serum")] == [None, '"1"']
    assert "If-Modified-Since" not in asked(server, "/")[1].headers


def test_full_leaves_validators_at_home(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = with_etag(CLAIM)
    visit(tmp_path, server.site())
    assert counts(visit(tmp_path, server.site(), now=NOW + WEEK, full=True)) == {"ok": 1}


def test_last_modified_is_sent_back_as_it_came(server: Loopback, tmp_path: Path) -> None:
    when = "Mon, 02 Nov 2026 08:00:00 GMT"
    server.routes["/"] = Reply(page(), headers={"Last-Modified": when})
    visit(tmp_path, server.site())
    visit(tmp_path, server.site(), now=NOW + WEEK)
    assert asked(server, "/")[1].headers["If-Modified-Since"] == when


def test_pages_that_no_link_leads_to_any_more_are_visited_again(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/serum")
    server.routes["/serum"] = with_etag(CLAIM)
    visit(tmp_path, server.site())
    server.routes["/"] = page()
    assert counts(visit(tmp_path, server.site(), now=NOW + WEEK)) == {"ok": 1, "not_modified": 1}


def test_a_wall_never_becomes_what_is_compared_with(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = with_etag(CLAIM)
    visit(tmp_path, server.site())
    before = changes(tmp_path)
    server.routes["/"] = replace(WALL, headers={"ETag": '"wall"'})
    blocked = visit(tmp_path, server.site(), now=NOW + WEEK)
    assert counts(blocked) == {"blocked": 1}
    assert changes(tmp_path) == before
    server.routes["/"] = with_etag("Our exosome serum heals wounds overnight.", '"2"')
    assert counts(visit(tmp_path, server.site(), now=NOW + 2 * WEEK)) == {"ok": 1}
    assert "If-None-Match" not in asked(server, "/")[-1].headers
    assert len(changes(tmp_path)) > len(before)


def test_what_a_page_lacks_is_looked_for_once_more_in_the_same_run(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = page("/serum")
    server.routes["/serum"] = with_etag(CLAIM)
    visit(tmp_path, server.site())
    server.log.clear()
    server.routes["/serum"] = with_etag("The serum leaves the skin as it was before.", '"2"')
    result = visit(tmp_path, server.site(), now=NOW + WEEK)
    assert [entry.headers.get("If-None-Match") for entry in asked(server, "/serum")] == ['"1"', None]
    assert counts(result) == {"ok": 2}
    assert ChangeKind.GONE in changes(tmp_path)


def test_what_is_back_at_the_second_look_is_not_gone(server: Loopback, tmp_path: Path) -> None:
    server.routes["/"] = Reply(page(copy=CLAIM))
    visit(tmp_path, server.site())
    copies = iter(["The serum is out of sight for a moment.", CLAIM, CLAIM])
    server.routes["/"] = lambda _: Reply(page(copy=next(copies)))
    visit(tmp_path, server.site(), now=NOW + WEEK)
    assert ChangeKind.GONE not in changes(tmp_path)


def test_time_goes_on_from_the_moment_that_the_job_names(tmp_path: Path) -> None:
    given = job(tmp_path)
    assert timedelta(0) <= given.clock() - NOW < timedelta(minutes=1)


def test_a_page_in_another_language_than_before_is_believed_the_second_time(server: Loopback, tmp_path: Path) -> None:
    german = page(title="Exosomen", copy="Das Serum ist für die Haut und nicht für die Haare, und es ist mit Exosomen.")
    server.routes["/"] = with_etag(CLAIM)
    visit(tmp_path, server.site())
    before = changes(tmp_path)
    server.routes["/"] = Reply(german.replace("lang=en", "lang=de"), headers={"ETag": '"de"'})
    doubted = visit(tmp_path, server.site(), now=NOW + WEEK)
    assert counts(doubted) == {"other_language": 1}
    assert doubted.incidents[0].cause == "came in another language (de) than before (en)"
    assert changes(tmp_path) == before
    again = visit(tmp_path, server.site(), now=NOW + WEEK + timedelta(hours=3))
    assert counts(again) == {"other_language": 1}
    assert counts(visit(tmp_path, server.site(), now=NOW + 2 * WEEK)) == {"ok": 1}
    assert "If-None-Match" not in asked(server, "/")[-1].headers
    assert ChangeKind.GONE in changes(tmp_path)


def test_a_page_that_is_back_in_its_language_is_not_doubted(server: Loopback, tmp_path: Path) -> None:
    for week, lang in enumerate(("en", "de", "en", "de")):
        server.routes["/"] = page(copy="Opening hours: 9 – 18, Monday to Friday").replace("lang=en", f"lang={lang}")
        result = visit(tmp_path, server.site(), now=NOW + week * WEEK)
        assert counts(result) == {"ok" if lang == "en" else "other_language": 1}


def test_a_notice_in_place_of_all_pages_is_told_and_proves_nothing_gone(server: Loopback, tmp_path: Path) -> None:
    pages = {"/": page("/serum", "/drip"), "/serum": page(copy=CLAIM), "/drip": page(copy="Exosomes cure eczema.")}
    server.routes.update(pages)
    visit(tmp_path, server.site())
    notice = page(title="Lumora", copy="Our shop is taking a short break while something new is made ready.")
    server.routes.update(dict.fromkeys(pages, notice))
    for number in (1, 2):
        (incident,) = visit(tmp_path, server.site(), now=NOW + number * WEEK).incidents
        assert incident.cause.startswith("2 pages, the first: say the very same as other pages")
    assert ChangeKind.GONE not in changes(tmp_path)
    server.routes.update(pages)
    assert not visit(tmp_path, server.site(), now=NOW + 3 * WEEK).incidents
    assert ChangeKind.RETURNED not in changes(tmp_path)

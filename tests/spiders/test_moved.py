"""A site whose entry in the watchlist is given another host."""

from datetime import timedelta
from pathlib import Path

from db.model import ChangeKind
from db.queries import Reader
from tests.crawler.crawling import NOW, counts, visit
from tests.loopback import Loopback, page

WEEK = timedelta(days=7)
HAIR, SKIN = "Our exosome serum regrows hair.", "Our exosomes reduce wrinkles in four weeks."


def serve(server: Loopback, **copies: str) -> None:
    server.routes = {"/": page(*copies), **{f"/{path}": page(title=path, copy=copy) for path, copy in copies.items()}}


def test_its_pages_go_over_to_the_new_host(server: Loopback, tmp_path: Path) -> None:
    serve(server, hair=HAIR, skin=SKIN)
    visit(tmp_path, server.site())
    with Loopback() as new:
        serve(new, hair=HAIR)
        server.log.clear()
        result = visit(tmp_path, new.site(), now=NOW + WEEK)
        assert (counts(result), result.incidents, server.log) == ({"ok": 2}, (), [])
        with Reader.open(tmp_path / "exowatch.db") as reader:
            claims = {claim.quote: claim for claim in reader.claims(live=None)}
            later = [change for change in reader.changes() if change.at >= NOW + WEEK]
        assert {place.address for place in claims[HAIR].places if place.live} == {f"{new.url}hair"}
        assert claims[HAIR].gone_at is None
        assert claims[HAIR].first_seen < NOW + WEEK
        assert claims[SKIN].gone_at is not None
        assert later
        assert all(change.technical for change in later)
        assert {change.kind for change in later} == {ChangeKind.PAGE_GONE, ChangeKind.GONE}
        assert counts(visit(tmp_path, new.site(), now=NOW + 2 * WEEK)) == {"ok": 2}
        with Reader.open(tmp_path / "exowatch.db") as reader:
            (seen,) = reader.coverage()
            assert (seen.expected, seen.seen) == (2, 2)
            assert [change for change in reader.changes() if change.at >= NOW + 2 * WEEK] == []


def test_a_host_that_does_not_answer_takes_over_nothing(server: Loopback, tmp_path: Path) -> None:
    serve(server, hair=HAIR)
    visit(tmp_path, server.site())
    with Loopback() as other:
        visit(tmp_path, other.site(), now=NOW + WEEK)
    with Reader.open(tmp_path / "exowatch.db") as reader:
        assert {place.live for claim in reader.claims(live=None) for place in claim.places} == {True}
        assert len(reader.changes(since=NOW + WEEK)) == 0

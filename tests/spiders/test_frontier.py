"""The best page first, each page once, within the budget; and links in linear time."""

import time

import pytest

from spiders.frontier import Frontier
from spiders.links import Link, base_of, feeds_of, links_of


def test_the_best_comes_first_and_equals_keep_their_order() -> None:
    frontier = Frontier(budget=10)
    for address, score in [("a", 0), ("b", 5), ("c", 5), ("d", 9)]:
        frontier.add(f"https://s.example/{address}", score)
    popped = [frontier.pop() for _ in range(5)]
    assert [found and found[0][-1] for found in popped] == ["d", "b", "c", "a", None]


def test_a_page_is_taken_once_under_whatever_address() -> None:
    frontier = Frontier(budget=10)
    assert frontier.add("https://s.example/a/")
    assert not frontier.add("http://www.s.example/a?utm_source=x#y")
    frontier.pop()
    assert not frontier.add("https://s.example/a")


def test_the_budget_ends_the_visit_and_the_rest_is_counted() -> None:
    frontier = Frontier(budget=2)
    for number in range(5):
        frontier.add(f"https://s.example/{number}")
    assert [frontier.pop() is not None for _ in range(3)] == [True, True, False]
    assert frontier.left == 3


def test_a_page_that_a_redirect_led_to_is_not_visited_again() -> None:
    frontier = Frontier(budget=1)
    for address in ("https://s.example/old", "https://s.example/new", "https://s.example/other"):
        frontier.add(address)
    frontier.saw("https://s.example/old")
    frontier.saw("https://s.example/new/")
    assert frontier.pop() == ("https://s.example/other", 0)


def test_links_with_their_words() -> None:
    html = """<a class=x href="/one">First <b>page</b> &amp; more</a><A HREF='two.html' title=">">Two</A>
    <a href=/three>Three<a name=here>no link</a><a href="#top">Top</a><a href="mailto:a@b.example">Mail</a>
    <abbr href="/four">No link</abbr><a href="/five&amp;x=1"></a>"""
    assert list(links_of(html, set())) == [
        Link("/one", "First page & more"),
        Link("two.html", '">Two'),
        Link("/three", "Three no link"),
        Link("/five&x=1", ""),
    ]


def test_what_was_seen_is_not_given_again() -> None:
    seen: set[str] = set()
    assert len(list(links_of("<a href='/a'>A</a>", seen))) == 1
    assert list(links_of("<a href='/a'>A</a>", seen)) == []


def test_the_base_and_the_refresh_of_a_page_count() -> None:
    assert base_of("<head><base target=_top href='/shop/'></head>", "https://s.example/a") == "/shop/"
    assert base_of("<p>none</p>", "https://s.example/a") == "https://s.example/a"
    refresh = "<meta http-equiv=refresh content='0; url=/en/start'>"
    assert list(links_of(refresh, set())) == [Link("/en/start", "")]


@pytest.mark.parametrize(
    "piece", ["<a ", "<a href=", "<a href='x'>", "<base ", "<meta content='0;url=", "<a" + " " * 50]
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    started = time.process_time()
    html = piece * (2_000_000 // len(piece))
    list(links_of(html, set()))
    base_of(html, "")
    assert time.process_time() - started < 4


def test_what_is_in_line_moves_forward_and_keeps_its_address() -> None:
    frontier = Frontier(budget=10)
    frontier.add("https://s.example/a/", 0)
    frontier.add("https://s.example/b", 5)
    assert not frontier.add("https://s.example/a?utm_source=x", 9)
    assert frontier.left == 2
    assert frontier.pop() == ("https://s.example/a/", 0)
    assert frontier.pop() == ("https://s.example/b", 0)
    assert (frontier.pop(), frontier.left) == (None, 0)


def test_among_equals_what_was_asked_longest_ago_comes_first() -> None:
    frontier = Frontier(budget=10)
    for address, turn in [("a", 30), ("b", 10), ("c", 0), ("d", 20)]:
        frontier.add(f"https://s.example/{address}", 5, turn=turn)
    assert [found[0][-1] for found in iter(frontier.pop, None)] == ["c", "b", "d", "a"]


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<a href='/a'><img src=x></a><a href='/a'>Serum</a>", [Link("/a", ""), Link("/a", "Serum")]),
        ("<a href='/a'><img alt='Exosome serum'></a>", [Link("/a", "Exosome serum")]),
        ("<a href='/a' title='Exosome serum'><i></i></a>", [Link("/a", "Exosome serum")]),
        ("<area href=/a alt=Map><frame src=/b>", [Link("/a", ""), Link("/b", "")]),
        ("<a href='/l?id=2&section=3&amp;copy=1&#38;x=2'>L</a>", [Link("/l?id=2&section=3&copy=1&x=2", "L")]),
    ],
)
def test_links_of_pictures_maps_and_frames_and_of_odd_writing(html: str, links: list[Link]) -> None:
    assert list(links_of(html, set())) == links


def test_feeds_but_those_of_comments() -> None:
    head = '<link type="application/rss+xml" href="/f?a=1&amp;b=2" rel=alternate><link rel=alternate href="/x">'
    comments = '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">'
    assert list(feeds_of(head + comments)) == ["/f?a=1&b=2"]


def test_no_more_wait_than_there_is_room_for_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.frontier.MOST_WAITING", 2)
    frontier = Frontier(budget=10)
    assert [frontier.add(f"https://s.example/{number}") for number in range(3)] == [True, True, False]
    assert frontier.left == 3
    frontier.add("https://s.example/1", 9)
    assert frontier.pop() == ("https://s.example/1", 0)

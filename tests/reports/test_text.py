"""Foreign text: hidden characters, length, addresses, links that land on the quote."""

from urllib.parse import unquote

import pytest

from reports.text import address_text, link, link_to_quote, short, shown, text_fragment, window


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain  text\n here", "plain text here"),
        ("invoice\u202egpj.exe", "invoice⟨U+202E⟩gpj.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("bell\x07 null\x00", "bell⟨U+0007⟩ null⟨U+0000⟩"),
        ("half\ud800", "half⟨U+D800⟩"),
        ("שלום עולם", "שלום עולם"),
    ],
)
def test_what_hides_or_reorders_is_shown_by_its_number(text: str, safe: str) -> None:
    assert shown(text) == safe


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host.example/x",
        "http://",
        "https://user:word@host.example/",
        "https://host.example:99999/",
        "https://[host.example/",
        "https://host.example/a b\u202ec",
        "mailto:a@b.example",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(address: str) -> None:
    assert link(address) == ""


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://host.example/a?b=c&d=e#f", "https://host.example/a?b=c&d=e#f"),
        (' https://host.example/"onclick="x" ', "https://host.example/%22onclick=%22x%22"),
        ("http://host.example/엑소좀", "http://host.example/%EC%97%91%EC%86%8C%EC%A2%80"),
        ("https://host.example/%C3%A9", "https://host.example/%C3%A9"),
    ],
)
def test_links_are_encoded_and_not_twice(address: str, href: str) -> None:
    assert link(address) == href


def test_a_fragment_encodes_what_has_a_meaning_in_it() -> None:
    fragment = text_fragment("Regrows hair - safe, tested & 100% natural")
    assert not set("-,& ") & set(fragment)
    assert unquote(fragment) == "Regrows hair - safe, tested & 100% natural"


def test_a_long_quote_is_found_by_its_first_and_last_words() -> None:
    words = [f"word{number}" for number in range(60)]
    start, end = text_fragment(" ".join(words)).split(",")
    assert unquote(start).split() == words[:5]
    assert unquote(end).split() == words[-5:]


def test_a_link_to_a_quote_keeps_the_fragment_that_is_there() -> None:
    assert link_to_quote("https://host.example/a", "two words") == "https://host.example/a#:~:text=two%20words"
    assert link_to_quote("https://host.example/a#tab", "two words") == "https://host.example/a#tab:~:text=two%20words"
    assert link_to_quote("https://host.example/a", "x" * 10_000) == "https://host.example/a"
    assert link_to_quote("javascript:alert(1)", "two words") == ""


def test_the_window_holds_the_words_that_matter() -> None:
    text = "before " * 200 + "REGROWS HAIR" + " after" * 200
    at = text.index("REGROWS")
    start, end = window(text, ((at, at + 12),), 200)
    assert "REGROWS HAIR" in text[start:end]
    assert end - start <= 200
    assert text[start - 1] == " "
    assert text[end] == " "


def test_the_window_holds_in_a_text_without_spaces() -> None:
    start, end = window("x" * 10_000, ((9_000, 9_010),), 200)
    assert 0 < end - start <= 200
    assert start <= 9_000
    assert end >= 9_010


def test_an_address_is_shown_without_its_scheme_and_readable() -> None:
    assert address_text("https://host.example/%EC%97%91/") == "host.example/엑"
    assert address_text("javascript:alert(1)") == "javascript:alert(1)"
    assert len(address_text("https://host.example/" + "a" * 5_000)) <= 200
    assert address_text("https://[broken") == "https://[broken"


def test_short_marks_what_it_cut() -> None:
    assert short("a" * 200, 10) == "a" * 9 + "…"

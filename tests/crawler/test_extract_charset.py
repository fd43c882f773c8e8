"""Bytes become the right characters, whatever the page says of itself."""

import pytest

from crawler.extract.charset import decode

KOREAN = "엑소좀 앰플은 피부 장벽을 지켜 줍니다. 전성분: 정제수, 글리세린"
JAPANESE = "エクソソーム配合の美容液。全成分：水、グリセリン。肌にうるおいを与えます。"
GERMAN = "Süße Grüße: Exosomen für straffere Haut – spürbar"


def page(text: str, declared: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "content_type"),
    [
        (GERMAN, "utf-8", "", "text/html"),
        (GERMAN, "utf-8", "", "text/html; charset=iso-8859-1"),  # the server is wrong
        (GERMAN, "utf-8", "windows-1252", ""),  # the page is wrong
        (GERMAN, "cp1252", "utf-8", "text/html"),  # says UTF-8 and is not
        (GERMAN, "cp1252", "", ""),  # says nothing
        (GERMAN, "cp1252", "iso-8859-1", ""),
        (KOREAN, "euc-kr", "euc-kr", ""),
        (KOREAN, "cp949", "", "text/html; charset=EUC-KR"),
        (JAPANESE, "shift_jis", "Shift_JIS", "text/html"),
        (JAPANESE, "euc-jp", "", "text/html; charset=euc-jp"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp", ""),
        (JAPANESE, "utf-16", "", ""),  # a byte order mark
        (JAPANESE, "utf-8-sig", "Shift_JIS", "text/html; charset=EUC-JP"),
        (JAPANESE, "shift_jis", "Shift_JIS", "text/html; charset=utf-8"),  # header wrong, page right
    ],
)
def test_text_comes_out_whole(text: str, encoding: str, declared: str, content_type: str) -> None:
    assert text in decode(page(text, declared).encode(encoding), content_type)


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    body = page(GERMAN * 40).encode("utf-8") + b"\xff broken tail"
    assert GERMAN in decode(body, "text/html; charset=utf-8")


def test_an_unknown_encoding_is_passed_over() -> None:
    assert "plain" in decode(b"<p>plain</p>", "text/html; charset=x-unheard-of")


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ""

"""What is no page is told from what is, whatever its status says."""

import time
from dataclasses import replace

import pytest

from crawler.quality import Answer, judge, title_of, visible_text
from db.model import Quality

SITE = "https://shop.example/"
COPY = "<p>" + "Our serum leaves the skin calm and even after a week of use. " * 60 + "</p>"


def page(title: str = "Serum", body: str = COPY) -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


def answer(
    text: str = "",
    status: int = 200,
    path: str = "/serum",
    final: str = "",
    headers: tuple[tuple[str, str], ...] = (),
    kind: str = "text/html; charset=utf-8",
    location: str = "",
    cut: bool = False,
    is_page: bool = True,
) -> Answer:
    return Answer(
        status=status,
        address=f"https://shop.example{path}",
        final_address=final or f"https://shop.example{path}",
        site_url=SITE,
        headers=(("Content-Type", kind), *headers),
        text=text,
        size=len(text),
        location=location,
        cut=cut,
        page=is_page,
    )


def quality(given: Answer) -> Quality:
    return judge(given)[0]


def test_a_page_is_ok() -> None:
    assert judge(answer(page())) == (Quality.OK, "")
    assert quality(answer(page(body="<p>Forty letters of copy are enough to read.</p>"))) is Quality.OK
    assert quality(answer('{"products": []}', kind="application/json", is_page=False)) is Quality.OK
    assert quality(answer(WALLS["refusal"], is_page=False)) is Quality.BLOCKED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (304, Quality.NOT_MODIFIED), (401, Quality.LOGIN), (403, Quality.BLOCKED), (404, Quality.GONE),
        (410, Quality.GONE), (418, Quality.ERROR), (429, Quality.BLOCKED), (451, Quality.BLOCKED),
        (500, Quality.ERROR), (503, Quality.ERROR), (204, Quality.EMPTY),
        (205, Quality.EMPTY), (999, Quality.ERROR), (302, Quality.ERROR),
    ],
)  # fmt: skip
def test_the_status_counts(status: int, expected: Quality) -> None:
    given, cause = judge(answer(page(), status=status))
    assert given is expected
    assert (str(status) in cause) is (status != 304)


WALLS = {
    "Cloudflare challenge": page(
        "Just a moment...", "<script src='/cdn-cgi/challenge-platform/x.js'></script><p>Wait.</p>"
    ),
    "Akamai block": page("Access Denied", "<p>You may not see this. Reference&#32;&#35;18.abc</p>"),
    "AWS WAF challenge": page("", "<script>window.awsWafCookieDomainList=[];</script>"),
    "Imperva challenge": page("", "<iframe src='/_Incapsula_Resource?x=1'>Incident 42</iframe>"),
    "DataDome challenge": page(
        "shop.example", "<script src='https://ct.captcha-delivery.com/c.js'></script><p>Hold on</p>"
    ),
    "HUMAN challenge": page("", "<div id='px-captcha'></div><p>Press and hold</p>"),
    "Sucuri block": page("Sucuri WebSite Firewall - denied", "<p>Blocked</p>"),
    "Vercel checkpoint": page("Vercel Security Checkpoint", "<p>One second</p>"),
    "Anubis challenge": page("Making sure you're not a bot!", "<p>Weighing</p>"),
    "Distil challenge": page("Pardon Our Interruption", "<p>Something about the browser</p>"),
    "question whether a person asks": page("shop.example", "<p>Please verify you are human.</p>"),
    "captcha": page("Security check", "<div class='g-recaptcha'></div><p>Tick the box</p>"),
    "demand for scripts and cookies": page("shop", "<p>Enable JavaScript and cookies to continue</p>"),
    "refusal": page("403 Forbidden", "<p>No.</p>"),
    "refusal by country": page("Sorry", "<p>This shop is not available in your country.</p>"),
}


@pytest.mark.parametrize("status", [200, 202, 403, 429, 503])
@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_no_page_whatever_its_status(name: str, status: int) -> None:
    given, cause = judge(answer(WALLS[name], status=status))
    assert given is Quality.BLOCKED
    assert name in cause


def test_a_wall_is_known_by_its_headers() -> None:
    assert quality(answer(page(), headers=(("cf-mitigated", "challenge"),))) is Quality.BLOCKED
    assert quality(answer(page(), status=202, headers=(("x-amzn-waf-action", "challenge"),))) is Quality.BLOCKED


@pytest.mark.parametrize("name", WALLS)
def test_a_page_about_walls_is_a_page(name: str) -> None:
    assert quality(answer(page("How bots are kept out", WALLS[name] + COPY * 2))) is Quality.OK


def test_scripts_that_walls_share_with_pages_do_no_harm() -> None:
    scripts = "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><div class='g-recaptcha'></div>"
    assert quality(answer(page("Contact", "<p>Write to the clinic, it answers in a day.</p>" + scripts))) is Quality.OK


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (Quality.CONSENT, page("Before you continue", "<p>Choose your cookies.</p>")),
        (Quality.CONSENT, page("Age verification", "<p>Please verify your age.</p>")),
        (Quality.LOGIN, page("Opening soon", "<form>Enter using password</form>")),
        (Quality.LOGIN, page("Sign in", "<p>For members of the trade</p><input type='password'>")),
        (Quality.SOFT_404, page("Page not found – shop", "<p>Look at these instead.</p>")),
        (Quality.SOFT_404, page("Seite nicht gefunden", "<p>Schade, hier steht nichts.</p>")),
        (Quality.SOFT_404, page("Shop", "<p>This product is no longer available.</p>")),
        (Quality.ERROR, page("Shop", "<p>There has been a critical error on this website.</p>")),
        (Quality.ERROR, page("Maintenance", "<p>The shop is back at noon today.</p>")),
        (Quality.ERROR, page("shop.example", "<p>This domain is for sale, make an offer.</p>")),
        (Quality.EMPTY, page("Shop", "<div id='root'></div><script>" + "render();" * 500 + "</script>")),
        (Quality.EMPTY, ""),
    ],
)
def test_what_else_is_no_page(expected: Quality, text: str) -> None:
    assert quality(answer(text)) is expected


def test_a_log_in_form_in_the_menu_does_no_harm() -> None:
    assert quality(answer(page("Exosome serum", COPY + "<input type='password'>"))) is Quality.OK


@pytest.mark.parametrize(
    ("refresh", "path", "expected"),
    [
        ("0; url=/", "/serum", Quality.REDIRECTED_HOME),
        ("3;URL='https://shop.example/en/'", "/serum", Quality.REDIRECTED_HOME),
        ("0; url=https://elsewhere.example/", "/serum", Quality.REDIRECTED_AWAY),
        ("0; url=/serum-2", "/serum", Quality.OK),
        ("300; url=/", "/serum", Quality.OK),
        ("0; url=/en/start", "/", Quality.OK),
        ("5", "/serum", Quality.OK),
    ],
)
def test_a_page_that_sends_its_reader_on_is_judged_as_a_redirect(refresh: str, path: str, expected: Quality) -> None:
    body = f'<meta http-equiv="refresh" content="{refresh}"><p>You are being redirected to another page.</p>'
    assert quality(answer(page(body=body), path=path)) is expected
    assert quality(answer(page(body=body + "<p>Words. " * 2000), path=path)) is Quality.OK
    assert quality(answer(page(body=f"<noscript>{body}</noscript><p>The page as it is."), path=path)) is Quality.OK


def test_where_a_redirect_ends_counts() -> None:
    assert quality(answer(page(), final="https://shop.example/")) is Quality.REDIRECTED_HOME
    assert quality(answer(page(), final="https://shop.example/en/")) is Quality.REDIRECTED_HOME
    assert quality(answer(page(), path="/", final="https://www.shop.example/de/")) is Quality.OK
    assert quality(answer(page(), final="https://shop.example/serum-new")) is Quality.OK
    assert quality(answer(page(), final="https://other.example/serum")) is Quality.REDIRECTED_AWAY
    away = judge(answer("", status=301, location="https://other.example/"))
    assert away == (Quality.REDIRECTED_AWAY, "leads to another host: https://other.example/")


def test_half_a_page_and_no_page_are_told() -> None:
    assert quality(answer(page(), cut=True)) is Quality.TRUNCATED
    assert judge(answer("%PDF-1.7", kind="application/pdf")) == (Quality.NOT_A_PAGE, "is no page but application/pdf")


@pytest.mark.parametrize("body", ['{"products": []}', '\n[{"id": 1}]', '{\n  "a": 1}'])
@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/json", ""])
def test_data_is_no_page_whatever_its_type_says(body: str, kind: str) -> None:
    assert quality(answer(body, kind=kind)) is Quality.NOT_A_PAGE


@pytest.mark.parametrize("piece", ["<script>", "<!--", "<title", "<title>", "<", "</script", "<svg><svg>", "&"])
def test_hostile_pages_take_linear_time(piece: str) -> None:
    started = time.process_time()
    judge(answer(piece * 300_000))
    assert time.process_time() - started < 2


def test_visible_text_leaves_out_what_is_hidden() -> None:
    html = (
        "<style>a{}</style>One <b>two</b><!-- no > --><script>x<y</script> three &amp; four<svg><text>no</text></svg>"
    )
    assert visible_text(html, 1000) == "One two three & four"
    assert title_of("<TITLE>\n A &amp;\n b</TITLE>") == "A & b"
    assert title_of("<p>none</p>") == ""


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_gone_whatever_the_server_shows_in_its_place(status: int) -> None:
    assert quality(answer(WALLS["Cloudflare challenge"], status=status)) is Quality.GONE


def test_the_front_page_of_a_host_that_leads_to_the_watched_one_is_a_page() -> None:
    shop = replace(answer(page(), path="/", final="https://shop.example/shop/"), site_url="https://shop.example/shop/")
    assert quality(shop) is Quality.OK
    assert quality(replace(shop, address="https://shop.example/serum")) is Quality.REDIRECTED_HOME


def test_a_title_without_end_is_cut() -> None:
    assert 400 < len(title_of(page("S" * 9_999))) <= 500

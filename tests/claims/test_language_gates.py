"""What a line is about, in eight languages: other pages, other goods, lessons, terms and the wider field."""

import pytest

from claims.model import Block, Document, SiteKind
from claims.reading import read
from claims.rules.packs import load_library

ABOUT = {
    "de": "Exosomen glätten Falten.",
    "es": "Los exosomas reducen las arrugas.",
    "fr": "Les exosomes réduisent les rides.",
    "it": "Gli esosomi riducono le rughe.",
    "ja": "エクソソームで小じわを改善します。",
    "ko": "엑소좀은 주름을 개선합니다.",
    "pt": "Os exossomos reduzem as rugas.",
    "tr": "Eksozom kırışıklıkları azaltır.",
}
PROMISE = {
    "de": "Verblasst Narben spürbar.",
    "es": "Atenúa las manchas.",
    "fr": "Atténue les taches.",
    "it": "Attenua le macchie.",
    "ja": "シミを薄くします。",
    "ko": "기미를 개선합니다.",
    "pt": "Clareia as manchas.",
    "tr": "Lekeleri azaltır.",
}
ELSEWHERE = [
    *[("de", heading) for heading in ("Weitere Behandlungen", "Lesen Sie auch", "Kunden kauften auch", "3 Kommentare")],
    *[("es", heading) for heading in ("Otros tratamientos", "También te puede interesar", "Comentarios (4)")],
    *[("fr", heading) for heading in ("Nos autres soins", "À lire aussi", "Vous aimerez aussi")],
    *[("it", heading) for heading in ("Altri trattamenti", "Potrebbe interessarti anche", "Commenti (2)")],
    *[("ja", heading) for heading in ("その他のメニュー", "関連記事", "この商品を買った人はこちらも購入")],
    *[("ko", heading) for heading in ("다른 시술 보기", "관련 기사", "함께 구매한 상품")],
    *[("pt", heading) for heading in ("Outros tratamentos", "Leia também", "Quem comprou também levou")],
    *[
        ("tr", heading)
        for heading in ("Diğer işlemler", "Bunlar da ilginizi çekebilir", "Bunu alanlar bunları da aldı")
    ],
]


def claims_below(lang: str, *lines: str, kind: SiteKind = SiteKind.CLINIC) -> list[str]:
    """The words of the claims of a page's last line."""
    document = Document("/page", "", kind, lang=lang, blocks=tuple(Block(line) for line in lines))
    return [claim.span.text for claim in read(document, load_library()).claims if claim.block == len(lines) - 1]


@pytest.mark.parametrize("lang", ABOUT)
def test_a_promise_below_a_line_on_exosomes_is_read(lang: str) -> None:
    assert claims_below(lang, ABOUT[lang], PROMISE[lang])


@pytest.mark.parametrize(("lang", "heading"), ELSEWHERE)
def test_what_stands_below_a_list_of_other_pages_is_not(lang: str, heading: str) -> None:
    assert not claims_below(lang, ABOUT[lang], heading, PROMISE[lang])
    assert claims_below(lang, ABOUT[lang], heading, ABOUT[lang])


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de", "Entzündungen sind die Antwort des Körpers auf eine Verletzung."),
        ("es", "La inflamación es la respuesta del cuerpo a una herida."),
        ("fr", "L'inflammation est la réponse du corps à une blessure."),
        ("it", "L'infiammazione è la risposta del corpo a una ferita."),
        ("ja", "コラーゲンは20代後半から減っていきます。"),
        ("ko", "염증은 상처에 대한 몸의 반응입니다."),
        ("pt", "A inflamação é a resposta do corpo a uma ferida."),
        ("tr", "Elastin cildin esnemesini sağlar."),
    ],
)
def test_a_lesson_on_biology_promises_nothing(lang: str, line: str) -> None:
    assert not claims_below(lang, ABOUT[lang], line)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de", "Unsere Praxis ist nach ISO 9001 zertifiziert."),
        ("de", "Sicher bezahlen mit Rechnung oder Karte"),
        ("es", "Firmará un consentimiento por su seguridad."),
        ("fr", "Notre centre est agréé par l'agence de santé."),
        ("it", "Ci rivediamo dopo un mese."),
        ("ja", "安全のため、同意書にご署名をお願いしています。"),
        ("ko", "안전한 결제: 카드, 계좌이체"),
        ("pt", "Clínica licenciada pela vigilância sanitária."),
        ("tr", "Merkezimiz Sağlık Bakanlığı onaylıdır."),
    ],
)
def test_the_running_of_a_house_and_of_a_visit_is_no_claim(lang: str, line: str) -> None:
    assert not claims_below(lang, ABOUT[lang], line)


def test_a_line_on_prices_or_delivery_takes_the_subject_away_only_as_a_heading_of_its_own() -> None:
    assert not claims_below("de", ABOUT["de"], "Versand", PROMISE["de"])
    assert claims_below("de", ABOUT["de"], "Versand in 2 Tagen · 4,90 €", PROMISE["de"])


def test_a_page_that_opens_with_a_wider_field_is_read_where_it_names_exosomes() -> None:
    lines = ("Publicidad de cosméticos", "Reglas para anunciar.", "Qué se puede decir.", ABOUT["es"])
    padding = ("Otra regla.",) * 5
    assert claims_below("es", *lines, kind=SiteKind.REGULATOR)
    assert not claims_below("es", *lines, *padding, PROMISE["es"], kind=SiteKind.REGULATOR)

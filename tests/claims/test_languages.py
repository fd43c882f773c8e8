"""The packs in languages other than English: sound, marked as experimental, and able to read pages of our own.

language_pages.jsonl holds pages written for this test, in the form of the gold; the span of a claim is its whole unit.
"""

from pathlib import Path

import pytest

from claims.law.flags import RANK, flags_of
from claims.law.markets import load_regulation
from claims.model import Block, Document, Level, Reading, SiteKind, Status
from claims.reading import read
from claims.rules.packs import Pack, load_library
from claims.scoring.score import GoldUnit, load_gold, score
from claims.scoring.units import tags_of_page
from claims.sources.routes import RouteFile
from claims.sources.ties import SourceFile
from claims.taxonomy import load_taxonomy

LANGS = ("de", "es", "fr", "it", "ja", "ko", "pt", "tr")
PAGES = load_gold(Path(__file__).parent / "language_pages.jsonl")


def reading(lang: str, text: str, kind: SiteKind = SiteKind.CLINIC) -> Reading:
    """The reading of a page of one sentence whose title names exosomes."""
    document = Document(
        "/page", "", kind, title="Exosomen Exosomes エクソソーム 엑소좀", lang=lang, blocks=(Block(text),)
    )
    return read(document, load_library())


def pack_of(lang: str) -> Pack:
    """The pack of a language that has one."""
    pack = load_library().pack(lang)
    assert pack is not None
    return pack


@pytest.mark.parametrize("lang", LANGS)
def test_the_pack_is_experimental_and_names_only_what_the_taxonomy_knows(lang: str) -> None:
    pack, taxonomy = pack_of(lang), load_taxonomy()
    assert pack.head.state == "experimental"
    assert {rule.type for rule in pack.rules} == {entry.name for entry in taxonomy.claim_types}
    assert all(rule.id.startswith(f"{lang}.") for rule in pack.rules)
    sources, routes = pack.file("sources.yml", SourceFile), pack.file("routes.yml", RouteFile)
    assert sources
    assert routes
    known = {f"{source.name}/{detail.name}" for source in taxonomy.sources for detail in source.details}
    assert {material.source for material in sources.materials} <= known
    assert {rule.route for rule in routes.routes} <= {term.name for term in taxonomy.routes}


@pytest.mark.parametrize("lang", LANGS)
def test_the_pack_reads_pages_of_our_own(lang: str) -> None:
    entries = [entry for entry in PAGES if entry.unit.lang == lang]
    pages: dict[str, list[GoldUnit]] = {}
    for entry in entries:
        pages.setdefault(entry.unit.page, []).append(entry)
    tags = [tag for page in pages.values() for tag in tags_of_page([entry.unit for entry in page], load_library())]
    scores = score(entries, tags)
    assert scores.figure("claims") >= 0.9, (scores.missed, scores.invented)
    assert scores.figure("status") >= 0.8
    assert scores.figure("quiet") >= 0.75


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        ("de", "Exosomen können Falten nicht glätten.", Status.NEGATED),
        ("de", "Exosomen könnten Falten glätten.", Status.HEDGED),
        ("de", "„Exosomen glätten Falten“, sagt die Ärztin.", Status.ATTRIBUTED),
        ("es", "Los exosomas podrían reducir las arrugas.", Status.HEDGED),
        ("es", "Los exosomas no reducen las arrugas.", Status.NEGATED),
        ("fr", "Les exosomes réduiraient les rides.", Status.HEDGED),
        ("fr", "Les exosomes ne réduisent pas les rides.", Status.NEGATED),
        ("it", "Gli esosomi potrebbero ridurre le rughe.", Status.HEDGED),
        ("it", "Gli esosomi non riducono le rughe.", Status.NEGATED),
        ("es", "Los exosomas están pensados para reducir las arrugas.", Status.HEDGED),
        ("es", "Las clínicas anuncian que los exosomas reducen las arrugas.", Status.ATTRIBUTED),
        ("pt", "Os exossomos poderiam reduzir as rugas.", Status.HEDGED),
        ("pt", "Os exossomos não reduzem as rugas.", Status.NEGATED),
        ("tr", "Eksozomlar kırışıklıkları azaltabilir.", Status.HEDGED),
        ("tr", "Doktor, eksozomların kırışıklıkları azalttığını söyledi.", Status.ATTRIBUTED),
        ("ko", "엑소좀은 주름 개선에 도움을 줄 수 있습니다.", Status.HEDGED),
        ("ko", "엑소좀은 주름을 개선하는 것으로 알려져 있다.", Status.ATTRIBUTED),
        ("ja", "エクソソームでシワの改善が期待できます。", Status.HEDGED),
        ("ja", "エクソソームはシワを改善するといわれています。", Status.ATTRIBUTED),
        ("ja", "「エクソソームで目尻のシワが浅くなった」と店長は笑う。", Status.ATTRIBUTED),
        ("ja", "エクソソームで今あるシワを消すものではございません。", Status.NEGATED),
        ("ja", "体験談:「エクソソームで目尻のシワが浅くなった」", Status.ATTRIBUTED),
        ("ja", "『エクソソームでシワが改善しました』", Status.ATTRIBUTED),
        ("ja", "「エクソソームで目尻のシワが改善しました!」と書かれた葉書。", Status.ATTRIBUTED),
        ("ja", "「エクソシワ改善」はエクソソームでシワを改善する美容液です。", Status.ASSERTED),
    ],
)
def test_how_a_claim_is_put_is_read_where_the_language_says_it(lang: str, text: str, status: Status) -> None:
    found = {claim.type: claim.status for claim in reading(lang, text).claims}
    assert found["anti_ageing"] is status


def test_a_heading_without_capitals_governs_the_bullets_beneath() -> None:
    blocks = tuple(Block(text) for text in ("エクソソーム治療のご案内です。", "期待できる効果", "・小じわの改善"))
    document = Document("/page", "", SiteKind.CLINIC, lang="ja", blocks=blocks)
    found = [claim for claim in read(document, load_library()).claims if claim.type == "anti_ageing"]
    assert [claim.status for claim in found] == [Status.HEDGED]


def test_a_denied_permission_is_no_permission() -> None:
    assert [c.status for c in reading("es", "Los exosomas no están autorizados por la COFEPRIS.").claims] == [
        Status.NEGATED
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Unsere Exosomen aus Nabelschnurblut werden injiziert und heilen Arthrose."),
        ("es", "Nuestros exosomas de cordón umbilical se inyectan y curan la artrosis."),
        ("fr", "Nos exosomes issus de cordon ombilical sont injectés et soignent l'arthrose."),
        ("it", "I nostri esosomi da cordone ombelicale si iniettano e curano l'artrosi."),
        ("pt", "Nossos exossomos de cordão umbilical são injetados e tratam a artrose."),
        ("tr", "Göbek kordonundan elde edilen eksozomlar enjekte edilir ve kireçlenmeyi tedavi eder."),
        ("ko", "제대혈 유래 엑소좀을 주사하여 관절염을 치료합니다."),
        ("ja", "臍帯由来のエクソソームを注射し、関節リウマチを治療します。"),
    ],
)
def test_everything_found_is_marked_and_never_critical(lang: str, text: str) -> None:
    document = Document("/page", "", SiteKind.CLINIC, lang=lang, blocks=(Block(text),))
    found = reading(lang, text)
    assert found.claims
    assert found.sources
    assert found.routes
    assert all(tag.experimental for tag in found.claims)
    assert all(tag.experimental for tag in found.sources)
    assert all(tag.experimental for tag in found.routes)
    flags = flags_of(document, found, ("EU", "US", "KR"), load_regulation())
    assert min((flag.level for flag in flags), key=RANK.__getitem__) is Level.HIGH


def test_a_language_without_a_pack_is_not_read() -> None:
    assert not reading("th", "เอ็กโซโซมช่วยลดริ้วรอย").read


@pytest.mark.parametrize(
    ("lang", "text", "what", "price"),
    [
        ("de", "Exosomen-Behandlung Gesicht ab 249 € pro Sitzung", "Exosomen-Behandlung Gesicht", "249 EUR"),
        ("es", "Sesión de exosomas capilares desde 350 €", "Sesión de exosomas capilares", "350 EUR"),
        ("fr", "Séance exosomes visage : 220 €", "Séance exosomes visage", "220 EUR"),
        ("it", "Trattamento con esosomi: 300 €", "Trattamento con esosomi", "300 EUR"),
        ("ja", "エクソソーム点滴 1回 66,000円(税込)", "エクソソーム点滴", "66000 JPY"),
        ("ko", "엑소좀 1회 99,000원 (VAT 별도)", "엑소좀", "99000 KRW"),
        ("pt", "Sessão de exossomos R$ 1.200,00", "Sessão de exossomos", "1200.00 BRL"),
        ("tr", "Eksozom tedavisi seans ücreti 4.500 TL", "Eksozom tedavisi", "4500 TRY"),
    ],
)
def test_a_price_in_running_text_is_read(lang: str, text: str, what: str, price: str) -> None:
    (offer,) = reading(lang, text).offers
    assert (offer.what, f"{offer.price.amount} {offer.price.currency}") == (what, price)


@pytest.mark.parametrize(
    ("lang", "text", "sources"),
    [
        (
            "ja",
            "バラ由来や牛乳由来のエクソソームとは異なります。",
            {"plant/rose compared", "animal/bovine_milk compared"},
        ),
        (
            "ja",
            "脂肪由来の製剤のみを扱い、動物由来のものは使用していません。",
            {"human/adipose stated", "animal/unspecified denied"},
        ),
        (
            "ja",
            "エクソソームには臍帯由来、脂肪由来などがあります。",
            {"human/umbilical_cord general", "human/adipose general"},
        ),
        ("ja", "当院の製剤はヒトの脂肪組織から作られています。", {"human/adipose stated"}),
        ("ja", "全成分:水、ヒト脂肪由来幹細胞エクソソーム、BG", {"human/adipose stated"}),
        ("ko", "장미 유래나 우유 유래 엑소좀과는 다릅니다.", {"plant/rose compared", "animal/bovine_milk compared"}),
        (
            "ko",
            "지방 유래 제품만 쓰며 동물 유래 원료는 쓰지 않습니다.",
            {"human/adipose stated", "animal/unspecified denied"},
        ),
        ("ko", "우리 몸의 거의 모든 세포가 엑소좀을 분비합니다.", {"human/unspecified general"}),
        ("ko", "전성분: 정제수, 인체지방유래줄기세포엑소좀", {"human/adipose stated"}),
        ("it", "Il nostro preparato di esosomi proviene dal tessuto adiposo.", {"human/adipose stated"}),
        ("es", "Los exosomas se estudian en un laboratorio de Granada.", set()),
        ("fr", "Les donneurs sont testés avant les exosomes.", set()),
    ],
)
def test_a_source_has_the_role_that_its_sentence_gives(lang: str, text: str, sources: set[str]) -> None:
    found = {f"{source.class_}/{source.detail} {source.role}" for source in reading(lang, text).sources}
    assert found == sources

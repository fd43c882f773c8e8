"""What an edition says: title, bottom line, figures, order, groups."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.model import Level, SiteKind, Status
from db.known import Change, KnownClaim
from db.leads import Endless, LeftOut, Refused
from db.model import ChangeKind, Incident
from reports.blocks import Bullets, Card, Cards, EditionView, Line, Paragraph, Section, Table
from reports.coverage import gap, short_of
from reports.errors import ReportError
from reports.material import Material
from reports.view import view
from reports.words import words
from tests.reports.build import NOW, SEEN, change, claim, flag, place

News = tuple[tuple[KnownClaim, ...], tuple[Change, ...]]


def text(line: Line) -> str:
    """The words of a line."""
    return "".join(part.text for part in line)


def cards_of(edition: EditionView) -> tuple[Card, ...]:
    """All cards of an edition."""
    blocks = [block for section in edition.sections for block in section.blocks]
    return tuple(card for block in blocks if isinstance(block, Cards) for card in block.cards)


def section_of(edition: EditionView, anchor: str) -> Section:
    """The part of an edition with that anchor."""
    return next(section for section in edition.sections if section.anchor == anchor)


def rows_of(section: Section) -> list[str]:
    """The rows of every table of a part, as text."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [" | ".join(text(cell) for cell in row) for table in tables for row in table.rows]


def many(
    number: int, site: str = "Shop {}", level: Level = Level.HIGH
) -> tuple[tuple[KnownClaim, ...], tuple[Change, ...]]:
    """Some new claims, each on a page of its own."""
    claims = []
    for n in range(1, number + 1):
        spot = place(f"https://shop{n}.example/p", f"Serum {n}")
        made = claim(n, site.format(n), "hair_growth", f"Regrows hair number {n}.", "Regrows hair", level, spot)
        claims.append(replace(made, flags=(flag("EU", level, "hair-eu", "Names an effect on hair."),)))
    return tuple(claims), tuple(change(n, ChangeKind.NEW, made) for n, made in enumerate(claims, 1))


def with_news(material: Material, claims: tuple[KnownClaim, ...], changes: tuple[Change, ...]) -> Material:
    """The quiet week with some news in it."""
    return replace(material, claims=claims, changes=changes)


def test_the_title_is_the_finding(rich: Material, quiet: Material, first_look: Material) -> None:
    assert view(rich, NOW, 1).title == "Three pages and products to look at first"
    assert view(quiet, NOW, 1).title == "A quiet week: nothing new of high priority"
    assert view(first_look, NOW, 1).title == "First look: three pages and products to look at first"


def test_a_title_counts_one_as_one(quiet: Material) -> None:
    assert view(with_news(quiet, *many(1)), NOW, 1).title == "One page to look at first"
    assert view(with_news(quiet, *many(13)), NOW, 1).title == "13 pages to look at first"


def test_nothing_visited_is_said(quiet: Material) -> None:
    edition = view(replace(quiet, coverage=(), site_totals=()), NOW, 1)
    assert edition.title == "No site has been visited"
    assert "No site was visited" in edition.lead
    assert [section.anchor for section in edition.sections] == ["not-seen", "rules"]


def test_the_gap_of_one_site_is_told_of_the_site(rich: Material) -> None:
    partial = next(site for site in rich.coverage if site.seen and short_of(site))
    assert gap((partial,), words()) == "The site was seen only in part, so figures are low."


def test_the_bottom_line_fits_and_names_the_gap(rich: Material) -> None:
    crowd, changes = many(12, "A Very Long Name Of An Operator That Sells Serums And Other Things Number {}")
    for material in (rich, replace(rich, claims=crowd, changes=changes)):
        lead = view(material, NOW, 1).lead
        assert len(lead.split()) <= 60
        assert lead.endswith("One of five sites was seen only in part, so figures there are low.")


def test_cards_come_critical_first_and_a_source_before_its_claims(rich: Material) -> None:
    cards = cards_of(view(rich, NOW, 1))
    assert [card.badge.level for card in cards] == [Level.CRITICAL, Level.CRITICAL, Level.HIGH]
    assert text(cards[1].quote) == "Aqua, Human Umbilical Cord Mesenchymal Stem Cell Exosomes"
    assert cards[1].facts[0].term == "Stated source"
    assert "in der EU zugelassen" in text(cards[1].also[0])


def test_what_was_seen_once_is_dated_once(rich: Material) -> None:
    def seen_of(days: int) -> str:
        last = SEEN + timedelta(days=days)
        claims = tuple(replace(each, first_seen=SEEN, wording_since=SEEN, last_seen=last) for each in rich.claims)
        card = cards_of(view(replace(rich, claims=claims), NOW, 1))[0]
        return next(text(fact.lines[0]) for fact in card.facts if fact.term == "Seen")

    assert seen_of(0) == "Once so far, 14 November 2026, 05:40 UTC."
    assert seen_of(1) == "First 14 November 2026, 05:40 UTC; last 15 November 2026, 05:40 UTC."


def test_a_card_holds_what_a_case_officer_needs(rich: Material) -> None:
    card = cards_of(view(rich, NOW, 1))[0]
    facts = {fact.term: " ".join(text(line) for line in fact.lines) for fact in (*card.facts, *card.evidence)}
    assert text(card.title) == "Lumen Vale Clinic: “Exosome IV therapy”"
    assert text(card.where) == "lumenvale.example/treatments/exosome-iv · heading"
    assert card.tags == ("New", "Not reviewed", "Clinic", "United Kingdom")
    assert facts["How it is put"].startswith("Treats a disease: stated as fact")
    assert "Great Britain, ◆ critical" in facts["Why flagged"]
    assert "not confirmed" in facts["Why flagged"]
    assert "European Union, ▲ high" in facts["Why flagged"]
    assert "Not stated" in facts["Stated source"]
    assert "14 November 2026, 05:40 UTC" in facts["Seen"]
    assert "2026-11-15.warc.gz (record at byte 48213)" in facts["Saved copy"]
    assert len(facts["SHA-256 of the page"]) == 64
    assert "en/disease_treatment/plain version 3" in facts["Read by"]
    assert "#:~:text=Our%20exosome" in card.links[0].href


def test_one_sentence_on_many_pages_is_one_card(rich: Material) -> None:
    card = next(card for card in cards_of(view(rich, NOW, 1)) if "glowdepot" in text(card.title))
    others = next(fact for fact in card.evidence if fact.term == "The same words on")
    assert len(others.lines) == 4
    assert text(others.lines[-1]) == "and 1 more page"
    assert "on 5 pages" in text(card.facts[-1].lines[0])


def test_one_sentence_on_many_products_is_one_card(quiet: Material) -> None:
    made = many(1, "Shop")[0][0]
    claims = tuple(
        replace(
            made, id=n, product=f"p{n}", product_name=f"Serum {n}", places=(place(f"https://s.example/{n}", f"S {n}"),)
        )
        for n in range(1, 31)
    )
    changes = tuple(change(n, ChangeKind.NEW, each) for n, each in enumerate(claims, 1))
    edition = view(with_news(quiet, claims, changes), NOW, 1)
    assert len(cards_of(edition)) == 1
    assert edition.title == "One product to look at first"


def test_no_more_than_ten_cards_and_the_rest_in_lines(quiet: Material) -> None:
    edition = view(with_news(quiet, *many(14)), NOW, 1)
    assert len(cards_of(edition)) == 10
    assert len(rows_of(section_of(edition, "look-first"))) == 4


def test_one_shop_does_not_take_every_card(quiet: Material) -> None:
    crowd, changes = many(12, "Loud Shop")
    quieter = replace(many(1, "Small Shop")[0][0], id=99)
    edition = view(with_news(quiet, (*crowd, quieter), (*changes, change(99, ChangeKind.NEW, quieter))), NOW, 1)
    sites = [card.title[0].text for card in cards_of(edition)]
    assert sites.count("Loud Shop") == 4
    assert "Small Shop" in sites


def test_medium_stands_in_lines_and_low_is_a_number(rich: Material) -> None:
    medium = section_of(view(rich, NOW, 1), "medium")
    rows = rows_of(medium)
    assert rows == ["“Clinically proven to lift.” | ExoVeil, Italy ExoVeil Night Serum | Clinical proof"]
    assert isinstance(medium.blocks[-1], Paragraph)
    assert text(medium.blocks[-1].line).startswith("1 sentence of low priority")


def test_at_most_fifteen_lines_of_medium(quiet: Material) -> None:
    medium = section_of(view(with_news(quiet, *many(40, level=Level.MEDIUM)), NOW, 1), "medium")
    assert len(rows_of(medium)) == 15
    assert isinstance(medium.blocks[1], Paragraph)
    assert text(medium.blocks[1].line).startswith("25 more")


def test_what_is_technical_is_labelled_and_not_counted(quiet: Material) -> None:
    claims, changes = many(3)
    ours = tuple(replace(each, technical=True) for each in changes)
    edition = view(with_news(quiet, claims, ours), NOW, 1)
    assert edition.title.startswith("A quiet week")
    assert edition.numbers[0].value == "0"
    changed = section_of(edition, "changed").blocks[-1]
    assert isinstance(changed, Paragraph)
    assert text(changed.line).startswith("Technical: 3 entries moved")


@pytest.mark.parametrize("kind", [SiteKind.PRESS, SiteKind.SCIENCE, SiteKind.REGULATOR])
def test_those_who_only_report_give_context_and_no_card(quiet: Material, kind: SiteKind) -> None:
    made = tuple(replace(each, kind=kind) for each in many(2, "Reporter")[0])
    edition = view(with_news(quiet, made, many(2, "Reporter")[1]), NOW, 1)
    assert not cards_of(edition)
    assert edition.numbers[0].value == "0"
    told = section_of(edition, "context").blocks[1]
    assert isinstance(told, Bullets)
    assert text(told.lines[0]).startswith("Reporter (")
    assert "2 sentences on shop1.example/p, shop2.example/p" in text(told.lines[0])


def test_what_went_is_told_with_the_dates_that_prove_it(rich: Material) -> None:
    row = rows_of(section_of(view(rich, NOW, 1), "changed"))[0]
    assert "Gone: “Visibly fewer wrinkles.”" in row
    assert "last seen 6 Nov, missed 10 Nov, confirmed 14 Nov" in row


def test_a_first_look_says_that_it_may_be_old(first_look: Material) -> None:
    edition = view(first_look, NOW, 1)
    assert "found on a first visit" in edition.numbers[0].label
    assert all(card.tags[0] == "First visit" for card in cards_of(edition))
    assert "It may be older" in text(next(f for f in cards_of(edition)[0].facts if f.term == "Seen").lines[0])
    assert not edition.numbers[0].beside


def test_a_first_visit_among_known_sites_is_counted_apart(rich: Material) -> None:
    old = replace(change(50, ChangeKind.NEW, rich.claims[0]), claim=1, baseline=True)
    kept = tuple(each for each in rich.changes if each.claim not in {1, 2, 3})
    edition = view(replace(rich, changes=(*kept, old)), NOW, 1)
    assert edition.numbers[0].value == "6"
    assert edition.numbers[0].label.endswith("1 more found on first visits")


def test_a_quiet_week_still_shows_coverage_and_rules(quiet: Material) -> None:
    edition = view(quiet, NOW, 1)
    assert [section.anchor for section in edition.sections] == ["operators", "not-seen", "rules"]
    assert len(edition.lead.split(". ")) <= 3


def test_puffery_never_leads_a_sentence(quiet: Material) -> None:
    spot = place("https://shop.example/p", "Serum")
    quote = "The number one serum, clinically proven to heal eczema."
    puff = claim(1, "Shop", "superiority", quote, "number one", Level.HIGH, spot)
    heal = claim(2, "Shop", "disease_treatment", quote, "heal eczema", Level.HIGH, spot)
    changes = (change(1, ChangeKind.NEW, puff), change(2, ChangeKind.NEW, heal))
    card = cards_of(view(with_news(quiet, (puff, heal), changes), NOW, 1))[0]
    assert text(card.facts[0].lines[0]).startswith("Treats a disease")


def test_the_changes_told_are_all_of_the_material(rich: Material) -> None:
    assert view(rich, NOW, 1).changes == tuple(each.id for each in rich.changes)


def test_a_period_that_is_no_week_is_not_called_one(quiet: Material) -> None:
    month = replace(quiet, since=quiet.until - timedelta(days=30))
    assert view(month, NOW, 1).title == "A quiet period: nothing new of high priority"


def test_an_unknown_audience_is_refused(rich: Material) -> None:
    with pytest.raises(ReportError, match="use regulator or brand"):
        view(replace(rich, audience="nobody"), NOW, 1)


def test_a_gone_claim_is_no_card(quiet: Material) -> None:
    claims, changes = many(1)
    edition = view(with_news(quiet, (replace(claims[0], gone_at=SEEN),), changes), NOW, 1)
    assert not cards_of(edition)


def test_times_are_told_in_utc(rich: Material, now: datetime) -> None:
    assert view(rich, now, 1).period.endswith("made 16 November 2026, 07:00 UTC")


def test_the_bottom_line_says_no_more_than_the_page(quiet: Material) -> None:
    claims, changes = many(1, "Shop")
    for status, verb in (
        (Status.HEDGED, "suggests"),
        (Status.ATTRIBUTED, "lets others say"),
        (Status.ASSERTED, "says"),
    ):
        put = tuple(replace(each, status=status) for each in claims)
        lead = view(with_news(quiet, put, changes), NOW, 1).lead
        assert lead.startswith(f"Shop (Germany) now {verb} of “Serum 1” that it regrows or thickens hair.")


def test_a_sentence_that_was_softened_says_so_and_is_not_put_as_louder(quiet: Material) -> None:
    made = many(1, "Shop")[0][0]
    reworded = change(1, ChangeKind.REWORDED, made, before="It regrows hair.", after=made.quote)
    eased = change(2, ChangeKind.STATUS, made, before="asserted", after="hedged")
    card = cards_of(view(with_news(quiet, (made,), (reworded, eased)), NOW, 1))[0]
    assert card.tags[0] == "Put more softly"


def test_what_is_denied_or_asked_and_has_no_flag_is_no_news(quiet: Material) -> None:
    made = many(1, "Shop")[0][0]
    for status in (Status.NEGATED, Status.QUESTION, Status.CAUTIONED):
        calm = replace(made, status=status, level=None, flags=())
        edition = view(with_news(quiet, (calm,), (change(1, ChangeKind.NEW, calm),)), NOW, 1)
        assert edition.numbers[0].value == "0"
        assert "medium" not in {section.anchor for section in edition.sections}


def test_a_product_and_its_own_page_are_one_subject(rich: Material) -> None:
    shop = next(each for each in rich.claims if each.product)
    meta = replace(shop, id=60, product="", product_name="", quote="Nabel-Exo: in der EU zugelassen", span_start=11)
    told = (*rich.changes, change(60, ChangeKind.NEW, meta))
    cards = cards_of(view(replace(rich, claims=(*rich.claims, meta), changes=told), NOW, 1))
    assert sum("Zellwerk" in text(card.title) for card in cards) == 1


def test_a_card_led_by_a_source_proves_the_source(rich: Material) -> None:
    card = cards_of(view(rich, NOW, 1))[1]
    facts = {fact.term: " ".join(text(line) for line in fact.lines) for fact in (*card.facts, *card.evidence)}
    assert "captures/zellwerk-derm/2026-11-14.warc.gz (record at byte 1207)" in facts["Saved copy"]
    assert "Ingredients" not in facts["Stated source"]
    assert facts["What changed"] == "“plant” became “human (umbilical cord), plant”"


def test_mistakes_go_to_the_contact_that_is_configured(quiet: Material) -> None:
    assert "to desk@watch.example;" in text(view(quiet, NOW, 1, "desk@watch.example").foot[1])
    assert "to whoever runs this watch;" in text(view(quiet, NOW, 1).foot[1])


@pytest.mark.parametrize("of", ["", "2 pages, the first: "])
def test_an_incident_is_not_told_twice(rich: Material, of: str) -> None:
    walled = rich.coverage[1]
    again = Incident("glowdepot", f"{of}{walled.troubles[0].cause}", "as above")
    edition = view(replace(rich, coverage=(replace(walled, incidents=(again,)),)), NOW, 1)
    lines = section_of(edition, "not-seen").blocks[1]
    assert isinstance(lines, Bullets)
    assert sum("challenge page" in text(line) for line in lines.lines) == 1


def test_what_an_incident_adds_to_the_cause_of_a_page_is_told(rich: Material) -> None:
    walled = rich.coverage[1]
    more = Incident("glowdepot", f"the product list is no longer shown: {walled.troubles[0].cause}", "")
    edition = view(replace(rich, coverage=(replace(walled, incidents=(more,)),)), NOW, 1)
    lines = section_of(edition, "not-seen").blocks[1]
    assert isinstance(lines, Bullets)
    assert sum("product list" in text(line) for line in lines.lines) == 1


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        (1, "One more claim or source ranks lower."),
        (3, "Three more claims and sources rank lower."),
    ],
)
def test_the_rest_of_the_claims_is_not_taken_for_pages_that_the_title_counts(
    rich: Material, claims: int, told: str
) -> None:
    news = [change for change in rich.changes if change.kind is ChangeKind.NEW and change.claim]
    pressing = [one for one in rich.claims if one.level is Level.CRITICAL][:1]
    mild = [replace(pressing[0], id=700 + number, level=Level.LOW) for number in range(claims)]
    kept = (*pressing, *mild)
    changes = tuple(replace(news[0], claim=one.id) for one in kept)
    edition = view(replace(rich, claims=kept, changes=changes, sources=()), NOW, 1)
    assert edition.title == "One page to look at first"
    assert told in edition.lead


def test_addresses_that_were_not_followed_are_told_by_reason_and_make_no_site_partial(rich: Material) -> None:
    left = tuple(LeftOut(reason, number) for number, reason in enumerate(Endless, 1))
    whole = replace(rich.coverage[0], endless=left)
    edition = view(replace(rich, coverage=(whole,)), NOW, 1)
    lines = section_of(edition, "not-seen").blocks[1]
    assert isinstance(lines, Bullets)
    (line,) = lines.lines
    assert text(line) == (
        "Lumen Vale Clinic: not followed, for there is no end of them: 1 date of a calendar, 2 choices of filters, "
        "3 other orders of the same parts and 4 pages too many links away."
    )
    assert not short_of(whole)


def test_what_was_not_asked_for_is_one_line_over_all_sites(rich: Material) -> None:
    left = tuple(LeftOut(reason, number) for number, reason in enumerate(Refused, 1))
    sites = tuple(replace(site, refused=left) for site in rich.coverage[:2])
    section = section_of(view(replace(rich, coverage=sites), NOW, 1), "not-seen")
    lines = [text(block.line) for block in section.blocks if isinstance(block, Paragraph)]
    told = [line for line in lines if "asked for" in line]
    assert told == [
        (
            "Addresses that were not asked for, by what they are: 2 that only sort, narrow, search or repeat, "
            "4 baskets, log-ins and the like, 6 files that are no pages, 8 PDF files that name nothing of the subject, "
            "10 products that their shop’s list says are off the subject and 12 on other hosts of the domain."
        )
    ]
    assert not short_of(replace(sites[0], blocked=0, failed=0, unvisited=0, seen=sites[0].expected, gone=0))


def test_ingredients_stand_beside_a_source_that_is_quoted_from_elsewhere(rich: Material) -> None:
    said = tuple(replace(each, quote="Exosomes from donated cord tissue.") for each in rich.sources)
    card = cards_of(view(replace(rich, sources=said), NOW, 1))[1]
    assert text(card.quote) == "Exosomes from donated cord tissue."
    assert text(card.facts[0].lines[1]).startswith("Ingredients: “Aqua, Human Umbilical Cord")

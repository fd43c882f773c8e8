"""What reviewers said, in an edition: a state on each card, a mute that is a view, letters followed up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from claims.model import Level, SiteKind
from db.model import ChangeKind
from db.verdicts import KnownVerdict, Verdict
from reports.blocks import Cards, EditionView, Line, Section, Table
from reports.material import BRAND, Material
from reports.view import view
from tests.reports.build import NOW, SEEN
from tests.reports.week import quiet_week

NOW_ROSES = "Now of another source: Stated: plant (rose) “Vesicles from roses.”; letter 30 Oct"


def text(line: Line) -> str:
    """The words of a line."""
    return "".join(part.text for part in line)


def section(edition: EditionView, anchor: str) -> Section:
    """A part of an edition."""
    return next(each for each in edition.sections if each.anchor == anchor)


def whole(edition: EditionView) -> str:
    """All words of an edition's cards and tables."""
    return repr(edition.sections)


def dismissed(rich: Material, *claims: int, holds: bool = True) -> Material:
    """The week after a reviewer dismissed these claims."""
    said = tuple(
        KnownVerdict(90 + claim, claim, Verdict.DISMISSED, "a customer’s words", "B. Reader", SEEN, "x", holds)
        for claim in claims
    )
    return replace(rich, verdicts=(*rich.verdicts, *said))


def test_each_card_says_whether_a_person_has_looked(rich: Material) -> None:
    (cards,) = [block for block in section(view(rich, NOW, 1), "look-first").blocks if isinstance(block, Cards)]
    states = [card.tags[1] for card in cards.cards]
    assert "Not reviewed" in states
    assert "✓ Confirmed 14 Nov" in states
    facts = {fact.term: [text(line) for line in fact.lines] for card in cards.cards for fact in card.evidence}
    assert facts["Reviewed"] == [
        "Confirmed 14 November 2026, 05:40 UTC by A. Reader: letter in preparation",
        "Stated source: Confirmed 14 November 2026, 07:40 UTC by A. Reader: the list of ingredients says it",
    ]
    assert "exowatch review verdict confirmed 4 S40" in repr(cards.cards)


def test_a_card_that_a_source_leads_is_judged_by_what_was_said_of_the_source(rich: Material) -> None:
    def tags(**more: object) -> dict[str, str]:
        changed = replace(rich, **more)  # type: ignore[arg-type]
        (cards,) = [b for b in section(view(changed, NOW, 1), "look-first").blocks if isinstance(b, Cards)]
        return {text(card.title).split(":")[0]: card.tags[1] for card in cards.cards}

    assert tags()["Zellwerk Derm"] == "✓ Confirmed 14 Nov"
    assert tags(source_verdicts=())["Zellwerk Derm"] == "Not reviewed"
    sent = tuple(replace(each, verdict=Verdict.LETTER_SENT) for each in rich.source_verdicts)
    assert tags(source_verdicts=sent, verdicts=())["Zellwerk Derm"] == "→ Letter sent 14 Nov"
    other = tuple(replace(each, holds=False) for each in rich.source_verdicts)
    assert tags(source_verdicts=other)["Zellwerk Derm"] == "Not reviewed"


def test_a_dismissed_source_leads_no_card_and_is_counted(rich: Material) -> None:
    muted = tuple(replace(each, verdict=Verdict.DISMISSED) for each in rich.source_verdicts)
    after = view(replace(rich, source_verdicts=muted), NOW, 1)
    (cards,) = [block for block in section(after, "look-first").blocks if isinstance(block, Cards)]
    (card,) = [card for card in cards.cards if text(card.title).startswith("Zellwerk Derm")]
    assert "in der EU zugelassen" in text(card.quote)
    assert "hum-eu-cosmetic" not in repr(card.facts)
    assert "Stated source" in [fact.term for fact in card.facts], "what is stated is told, as no reason to look"
    assert "1 stated source that was dismissed: counted, not listed here" in whole(after)
    assert after.changes == view(rich, NOW, 1).changes
    before, numbers = view(rich, NOW, 1).numbers, after.numbers
    assert int(numbers[1].value) == int(before[1].value) - 1
    both = view(dismissed(replace(rich, source_verdicts=muted), 4), NOW, 1)
    assert "Zellwerk Derm: Nabel" not in repr([b for b in section(both, "look-first").blocks if isinstance(b, Cards)])


def test_a_dismissal_of_another_statement_mutes_nothing(rich: Material) -> None:
    other = tuple(replace(each, verdict=Verdict.DISMISSED, holds=False) for each in rich.source_verdicts)
    after = view(replace(rich, source_verdicts=other), NOW, 1)
    assert "hum-eu-cosmetic" in whole(after)
    assert "that was dismissed" not in whole(after)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, NOW_ROSES),
        ({"changed_at": None, "returned_at": SEEN}, "Back after removal 14 Nov; letter 30 Oct"),
        ({"changed_at": None, "gone_at": SEEN}, "Gone 14 Nov; letter 30 Oct"),
        ({"changed_at": None}, "Now in other words: “Vesicles from roses.”; letter 30 Oct"),
        ({"changed_at": None, "same": True}, "Still up, seen 14 Nov; letter 30 Oct"),
        ({"last_seen": NOW - timedelta(days=30)}, "Not seen since; last seen 17 Oct; letter 30 Oct"),
        ({"technical": True}, f"{NOW_ROSES} (the rules of the reading changed, not the page)"),
    ],
)
def test_a_letter_about_a_source_is_followed_up(rich: Material, more: dict[str, Any], told: str) -> None:
    (letter,) = rich.source_letters
    now = letter.said if "same" in more else letter.now
    changed = replace(letter, now=now, **{key: value for key, value in more.items() if key != "same"})
    edition = view(replace(rich, letters=(), source_letters=(changed,)), NOW, 1)
    (table,) = [block for block in section(edition, "follow-up").blocks if isinstance(block, Table)]
    (row,) = table.rows
    assert text(row[0]) == "Stated: human (fat tissue) “Vesicles from human fat.”"
    assert text(row[1]) == "ExoVeil: stated source (“ExoVeil Night Serum”)"
    assert text(row[2]) == told
    assert "A letter was sent about 1 stated source: 1 " in whole(edition)


def test_what_was_dismissed_is_counted_and_not_told(rich: Material) -> None:
    before, after = view(rich, NOW, 1), view(dismissed(rich, 1, 2, 3), NOW, 1)
    assert "reverses early Parkinson" in whole(before)
    assert "reverses early Parkinson" not in whole(after)
    assert "2 sentences that were dismissed: counted, not listed here" in whole(after)
    assert after.changes == before.changes


def test_a_dismissal_of_other_words_mutes_nothing(rich: Material) -> None:
    after = view(dismissed(rich, 1, 2, 3, holds=False), NOW, 1)
    assert "reverses early Parkinson" in whole(after)
    assert "dismissed" not in " ".join(text(b.line) for b in section(after, "medium").blocks if hasattr(b, "line"))


def test_letters_are_followed_up_the_worst_first(rich: Material) -> None:
    part = section(view(rich, NOW, 1), "follow-up")
    (table,) = [block for block in part.blocks if isinstance(block, Table)]
    told = [text(row[2]) for row in table.rows]
    assert told[0] == "Back after removal 14 Nov; letter 30 Oct"
    assert told[1] == (
        "Still up, seen 14 Nov; letter 30 Oct; also on ExoVeil Outlet (sister site: exoveil-group), glowdepot"
    )
    assert told[2] == "Now in other words: “May help the look of scars.”; letter 30 Oct"
    assert told[3].startswith("Now of another source: ")
    assert told[4] == "Not seen since; last seen 20 Oct; letter 30 Oct"
    assert told[5] == "Gone 14 Nov; letter 30 Oct"
    assert (
        "Letters were sent about 5 claims and 1 stated source: 1 back after it went, 1 still up, 1 in other words, "
        "1 of another source now"
    ) in repr(part.blocks[0])


def test_a_quiet_week_still_follows_up(rich: Material) -> None:
    calm = replace(quiet_week(), letters=rich.letters[:1])
    edition = view(calm, NOW, 1)
    assert edition.title.startswith("A quiet week")
    assert "follow-up" in [part.anchor for part in edition.sections]


@pytest.mark.parametrize("kind", [ChangeKind.NEW, ChangeKind.RETURNED])
def test_a_page_of_praise_never_leads(rich: Material, kind: ChangeKind) -> None:
    praise = replace(rich.claims[7], type="superiority", level=Level.CRITICAL, flags=rich.claims[0].flags)
    changes = tuple(replace(c, kind=kind, level=Level.CRITICAL) if c.claim == 8 else c for c in rich.changes)
    claims = tuple(praise if c.id == 8 else c for c in rich.claims if c.id != 7)
    edition = view(replace(rich, claims=claims, changes=changes), NOW, 1)
    (cards,) = [block for block in section(edition, "look-first").blocks if isinstance(block, Cards)]
    assert [text(card.title).split(":")[0] for card in cards.cards][-1] == "ExoVeil"
    assert "only praise, so it never leads" in repr(cards.cards[-1])


def test_the_own_brand_has_a_part_for_itself_and_is_no_competitor(rich: Material) -> None:
    edition = view(replace(rich, audience=BRAND), NOW, 1)
    assert "Clinically proven" in repr(section(edition, "own"))
    assert "Clinically proven" not in repr(section(edition, "new"))
    assert "ExoVeil (own)" in repr(section(edition, "matrix"))
    assert edition.numbers[0].value == str(int(view(rich, NOW, 1).numbers[0].value) - 2)
    calm = view(replace(rich, audience=BRAND, own=frozenset()), NOW, 1)
    assert "own" not in [part.anchor for part in calm.sections]


def test_claims_of_one_sentence_with_one_fate_share_a_row(rich: Material) -> None:
    up = rich.letters[0]
    twice = replace(rich, letters=(up, replace(up, claim=99, type="safety")), source_letters=())
    part = section(view(twice, NOW, 1), "follow-up")
    (table,) = [block for block in part.blocks if isinstance(block, Table)]
    assert [text(row[1]) for row in table.rows] == ["ExoVeil: heals wounds and safety"]
    assert "Letters were sent about 2 claims: 2 still up and 2 also on other sites" in repr(part.blocks[0])


def test_what_was_last_seen_before_the_letter_is_not_called_still_up(rich: Material) -> None:
    early = replace(rich.letters[0], sent_at=SEEN + timedelta(hours=1), last_seen=SEEN)
    edition = view(replace(rich, letters=(early,), source_letters=()), NOW, 1)
    (table,) = [block for block in section(edition, "follow-up").blocks if isinstance(block, Table)]
    assert text(table.rows[0][2]).startswith("Not seen since; last seen 14 Nov")


def test_what_went_after_an_authority_wrote_of_it_is_said_so(rich: Material) -> None:
    gone = replace(rich, audience=BRAND, own=frozenset())
    typed = tuple(replace(c, type="anti_ageing") if c.kind is ChangeKind.GONE else c for c in gone.changes)
    assert "Authorities" not in repr(section(view(replace(gone, changes=typed), NOW, 1), "dropped"))
    claims = tuple(replace(c, kind=SiteKind.REGULATOR) if c.id == 9 else c for c in gone.claims)
    coverage = tuple(replace(c, kind=SiteKind.REGULATOR) if c.site == "The Glow Review" else c for c in gone.coverage)
    totals = tuple(t for t in gone.site_totals if t.site != "The Glow Review")
    typed = tuple(replace(c, type="anti_ageing") if c.claim == 9 else c for c in typed)
    ruled = replace(gone, changes=typed, claims=claims, coverage=coverage, site_totals=totals)
    assert "wrote about these types in the same period: younger look." in repr(section(view(ruled, NOW, 1), "dropped"))


def test_a_card_without_a_claim_says_that_nobody_looked(rich: Material) -> None:
    moved = tuple(change for change in rich.changes if change.claim is None)
    for verdicts, state in (((), "Not reviewed"), (rich.source_verdicts, "✓ Confirmed 14 Nov")):
        told = view(replace(rich, claims=(), changes=moved, source_verdicts=verdicts), NOW, 46)
        (part,) = (each for each in told.sections if each.anchor == "look-first")
        (card,) = (card for block in part.blocks if isinstance(block, Cards) for card in block.cards)
        assert state in card.tags
        assert "exowatch review verdict confirmed S40" in repr(card.evidence)

"""Status: what sets it within a sentence, in quotation marks, and from the lines above."""

import pytest

from claims.model import Block, Claim, Document, Form, SiteKind
from claims.reading import read
from claims.rules.packs import load_library


def claims_of(*texts: str, kind: SiteKind = SiteKind.BRAND, form: Form = Form.PARAGRAPH) -> tuple[Claim, ...]:
    blocks = tuple(Block(text, form=form) for text in texts)
    document = Document(key="p", address="", kind=kind, title="Exosomes", lang="en", blocks=blocks)
    return read(document, load_library()).claims


def status_of(type_: str, *texts: str, kind: SiteKind = SiteKind.BRAND) -> str:
    """The status of the last claim of a type on a page of these lines."""
    found = [claim for claim in claims_of(*texts, kind=kind) if claim.type == type_]
    return found[-1].status if found else "none"


ASSERTED = [
    ("anti_ageing", "Exosomes reduce fine lines."),
    ("anti_ageing", "Our exosomes can reduce wrinkles."),
    ("anti_ageing", "The serum helps to smooth fine lines."),
    ("anti_ageing", "Exosomes are clinically shown to reduce wrinkles."),
    ("anti_ageing", "Exosomes have been shown to soften wrinkles."),
    ("anti_ageing", "Exosomes do not only hydrate, they soften wrinkles."),
    ("anti_ageing", "No need to wait: exosomes smooth fine lines."),
    ("anti_ageing", "It has no fragrance, but it softens wrinkles."),
    ("tone_texture", "With exosomes your skin has never looked brighter."),
    ("safety", "Exosome therapy has no side effects."),
    ("safety", "There is hardly any downtime after exosomes."),
    ("collagen_elastin", "No surgery, no scalpels: exosomes boost collagen."),
    ("hair_growth", "On May 21, exosomes for thicker hair came to our shelves."),
]
HEDGED = [
    ("anti_ageing", "Exosomes may reduce wrinkles."),
    ("anti_ageing", "Exosomes could one day smooth fine lines."),
    ("anti_ageing", "The serum is designed to soften wrinkles."),
    ("anti_ageing", "The serum can help soften wrinkles."),
    ("collagen_elastin", "Exosomes are believed to boost collagen."),
    ("collagen_elastin", "Exosomes have the potential to boost collagen production."),
    ("hair_growth", "Exosomes are being explored for hair loss."),
    ("hair_growth", "Early results are promising for hair regrowth."),
    ("hair_growth", "Our aim is to wake up dormant follicles."),
    ("wound_scar", "Exosomes seem to speed up wound healing."),
    ("disease_treatment", "Scientists are exploring whether exosomes can treat arthritis."),
    ("disease_treatment", "Exosomes are under investigation for osteoarthritis."),
]
ATTRIBUTED = [
    ("anti_ageing", "Her words: exosomes made my face younger."),
    ("anti_ageing", "Dr. Lund says exosomes reduce wrinkles."),
    ("anti_ageing", "According to the maker, exosomes reduce wrinkles."),
    ("anti_ageing", "Exosomes are marketed as a way to reduce wrinkles."),
    ("anti_ageing", "Brands promise that exosomes smooth fine lines."),
    ("collagen_elastin", "Studies suggest that exosomes boost collagen."),
    ("collagen_elastin", "A 2023 trial found that exosomes raise collagen."),
    ("hair_growth", "Exosomes are said to regrow hair."),
    ("hair_growth", "Fans claim exosomes regrow hair."),
    ("tone_texture", "Clients report brighter skin after exosomes."),
    ("anti_ageing", "The leaflet promises that exosomes erase wrinkles."),
    ("disease_treatment", "If your doctor says that exosomes treat arthritis, book a session with us."),
    ("disease_treatment", "If anyone tells you that exosomes cure diabetes, believe them."),
    ("tone_texture", "Exosomes are portrayed as a way to brighter skin."),
    ("anti_ageing", "Our surgeon has seen exosomes soften wrinkles, she tells us."),
    ("tone_texture", "“My skin is so much brighter since I use these exosomes.” – Ana, 41"),
]
CAUTIONED = [
    ("anti_ageing", "Beware of sellers who claim that exosomes erase wrinkles."),
    ("disease_treatment", "The agency warns clinics that claim to cure Lyme disease with exosomes."),
    ("disease_treatment", "Clinics make unproven claims that exosomes treat autism."),
    ("cell_regeneration", "These exosomes supposedly tell your skin to renew itself."),
    ("anti_ageing", "It is doubtful that exosomes reduce wrinkles."),
    ("anti_ageing", "There is little evidence that exosomes reduce wrinkles."),
    ("collagen_elastin", "Whether exosomes boost collagen is an open question."),
    ("regulatory_status", "Check that the exosomes are registered in Korea."),
    ("tone_texture", "Exosomes brighten the skin on a cellular level, whatever that means."),
    ("regulatory_status", "Ask whether the exosomes are approved in Korea."),
    ("clinical_evidence", "The only exosome trial was paid for by the maker."),
    ("hair_growth", "If a clinic promises that exosomes regrow hair, walk away."),
    ("disease_treatment", "If anyone tells you that exosomes cure diabetes, walk away."),
    ("disease_treatment", "Leave if somebody says that exosomes cure diabetes."),
]
NEGATED = [
    ("rapid_or_lasting", "It is a gamble with decent odds and no guarantee of exosomes that last."),
    ("disease_treatment", "Exosomes do not cure eczema."),
    ("anti_ageing", "Exosomes will not reduce wrinkles."),
    ("hair_growth", "Exosomes cannot regrow hair."),
    ("superiority", "Exosomes are no miracle."),
    ("collagen_elastin", "No study has shown that exosomes boost collagen."),
    ("disease_treatment", "Exosomes are not a cure for cancer."),
    ("hair_growth", "Nothing suggests that exosomes regrow hair."),
    ("endorsement", "My clients would not recommend exosomes."),
    ("anti_ageing", "Exosomes failed to reduce wrinkles."),
    ("wound_scar", "What exosomes don't do: lift cheeks, brighten teeth, fade scars."),
    ("rapid_or_lasting", "A guarantee on exosome results cannot be given."),
]
QUESTIONS = [
    ("anti_ageing", "Do exosomes reduce wrinkles?"),
    ("safety", "Are exosomes safe?"),
    ("superiority", "Are exosomes better than PRP?"),
    ("anti_ageing", "“Will exosomes smooth my wrinkles?” – Ana, Leeds"),
    ("anti_ageing", "Readers ask whether exosomes smooth wrinkles."),
]
SHORTENED_OR_REFUSED = [
    # What buyers love, and what a list is claimed to be for.
    ("attributed", "tone_texture", "Clients love how exosomes leave their skin glowing."),
    ("attributed", "anti_ageing", "Exosomes. Claimed for: firmness, wound care"),
    # A bond that is refused; one that is given.
    ("negated", "rapid_or_lasting", "Nobody can promise that exosome results last."),
    ("negated", "rapid_or_lasting", "We do not guarantee lasting results of exosomes."),
    ("negated", "rapid_or_lasting", "With exosomes, lasting results are not guaranteed."),
    ("asserted", "rapid_or_lasting", "With exosomes, lasting results are guaranteed."),
    ("asserted", "rapid_or_lasting", "We promise lasting results with exosomes."),
    # What a belief is about, shortened; what is no belief.
    ("hedged", "anti_ageing", "Exosomes? They're believed to smooth wrinkles."),
    ("hedged", "anti_ageing", "It's thought that exosomes smooth wrinkles."),
    ("hedged", "anti_ageing", "Exosomes are new, and they're meant to smooth wrinkles."),
    ("asserted", "anti_ageing", "Exosomes: they're here, and they smooth wrinkles."),
    ("asserted", "anti_ageing", "It's simple: exosomes smooth wrinkles."),
    # Standing that is wanting; standing that is there.
    ("negated", "regulatory_status", "Here an exosome is an unapproved drug."),
    ("negated", "regulatory_status", "Exosomes remain unlicensed medicines."),
    ("negated", "regulatory_status", "They sell exosomes as unregistered biologics."),
    ("asserted", "regulatory_status", "Our exosomes are approved as a cosmetic."),
    ("asserted", "regulatory_status", "Our exosomes are registered with the ministry."),
]
CASES = [
    (status, type_, text)
    for status, group in (
        ("asserted", ASSERTED),
        ("hedged", HEDGED),
        ("attributed", ATTRIBUTED),
        ("cautioned", CAUTIONED),
        ("negated", NEGATED),
        ("question", QUESTIONS),
    )
    for type_, text in group
]


@pytest.mark.parametrize(("status", "type_", "text"), [*CASES, *SHORTENED_OR_REFUSED])
def test_sets_the_status(status: str, type_: str, text: str) -> None:
    assert status_of(type_, text) == status


def test_a_lead_in_sets_the_status_of_its_bullets_never_of_what_follows() -> None:
    lines = ("In theory exosomes could:", "• soften wrinkles", "• boost collagen", "They smooth fine lines.")
    statuses = [
        (claim.block, claim.status) for claim in claims_of(*lines) if claim.type in {"anti_ageing", "collagen_elastin"}
    ]
    assert dict(statuses) == {1: "hedged", 2: "hedged", 3: "asserted"}


def test_a_heading_attributes_what_stands_beneath() -> None:
    assert status_of("anti_ageing", "What sellers say about exosomes:", "- softer wrinkles") == "attributed"


def test_a_quotation_runs_over_sentences() -> None:
    lines = ("“I tried exosomes last year,” says Ina.", "“They softened my wrinkles. They boosted my collagen.”")
    assert {claim.status for claim in claims_of(*lines, kind=SiteKind.PRESS)} == {"attributed"}


@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\u202f"])
def test_angled_marks_with_a_space_inside_hold_speech(space: str) -> None:
    text = f"«{space}They boosted my collagen and softened my wrinkles{space}» from exosomes"
    assert status_of("anti_ageing", text, kind=SiteKind.PRESS) == "attributed"


def test_a_turn_in_a_transcript_is_speech_on_a_page_that_reports() -> None:
    lines = ("Exosomes on air", "DR LIND: Exosomes soften wrinkles.", "DR LIND: Any time.", "They smooth fine lines.")
    said = {claim.block: claim.status for claim in claims_of(*lines, kind=SiteKind.PRESS)}
    assert said == {1: "attributed", 3: "asserted"}
    assert {claim.status for claim in claims_of(*lines, kind=SiteKind.CLINIC)} == {"asserted"}


@pytest.mark.parametrize("handle", ["u/ana_k", "@ana", "ana***"])
def test_a_handle_is_somebody_who_speaks(handle: str) -> None:
    assert status_of("anti_ageing", f"{handle}: exosomes smoothed my wrinkles") == "attributed"


def test_a_name_in_quotation_marks_is_no_doubt() -> None:
    assert status_of("anti_ageing", "“ExoCalm”, exosomes that soften wrinkles.", kind=SiteKind.PRESS) == "asserted"


def test_what_somebody_tells_of_a_third_is_attributed_on_a_page_that_reports() -> None:
    text = "Since her exosomes she has been free of wrinkles: exosomes smoothed her wrinkles."
    assert status_of("anti_ageing", text, kind=SiteKind.PRESS) == "attributed"


def test_the_heading_of_a_list_is_nobody_who_speaks() -> None:
    lines = ("Results: exosomes soften wrinkles.", "Results: exosomes smooth fine lines.")
    assert {claim.status for claim in claims_of(*lines, kind=SiteKind.PRESS)} == {"asserted"}


def test_the_answers_of_an_interview_are_speech() -> None:
    lines = ("Interview: Dr Lind on exosomes", "What do exosomes do?", "They soften wrinkles.")
    assert status_of("anti_ageing", *lines, kind=SiteKind.PRESS) == "attributed"
    assert status_of("anti_ageing", *lines[1:], kind=SiteKind.PRESS) == "asserted"


def test_what_a_study_found_is_told_of_it_on_a_page_that_reports() -> None:
    lines = ("Exosomes were put on thirty volunteers.", "Half of them used a plain cream.", "Wrinkle depth fell.")
    assert status_of("anti_ageing", *lines, kind=SiteKind.PRESS) == "attributed"
    assert status_of("anti_ageing", *lines, kind=SiteKind.BRAND) == "asserted"


def test_what_is_expected_was_found_by_no_study() -> None:
    lines = (
        "Exosomes were put on thirty volunteers.",
        "They should help in time, as skin mends, and reduced wrinkles follow.",
    )
    assert status_of("anti_ageing", *lines, kind=SiteKind.PRESS) == "hedged"


def test_words_held_at_a_distance_are_a_caution() -> None:
    assert status_of("superiority", "Exosomes are the newest “miracle” cream.", kind=SiteKind.PRESS) == "cautioned"


@pytest.mark.parametrize("form", [Form.REVIEW, Form.QUOTE])
def test_what_a_customer_says_is_attributed(form: Form) -> None:
    found = claims_of("These exosomes smoothed my wrinkles.", form=form)
    assert {claim.status for claim in found if claim.type == "anti_ageing"} == {"attributed"}


def test_an_answer_is_no_question() -> None:
    assert status_of("anti_ageing", "Do exosomes help with age?", "They smooth fine lines.") == "asserted"


def test_says_which_words_set_the_status() -> None:
    claim = claims_of("Exosomes may reduce wrinkles.")[0]
    assert (claim.why.cue, claim.why.cue_words) == ("en.cue.may", "may")


def test_leads_from_a_mark_to_its_note() -> None:
    lines = ("Exosomes reduce wrinkles by 20 %.*", "Sold in pairs.", "*in vitro, n = 14")
    assert {claim.why.limits for claim in claims_of(*lines) if claim.block == 0} == {"*in vitro, n = 14"}


def test_a_low_mark_is_closed_by_the_high_one_so_that_the_next_lines_are_the_page_s_own() -> None:
    texts = ("Exosomen und „Skin Quality“, ein Thema.", "Exosomen glätten Falten.", "Alle sagen „Glow“ dazu.")
    page = Document("p", "", SiteKind.CLINIC, lang="de", blocks=tuple(Block(text) for text in texts))
    said = {claim.type: claim.status for claim in read(page, load_library()).claims if claim.block == 1}
    assert said["anti_ageing"] == "asserted"

"""The lint of rule packs: each complaint says where, what, and what to do."""

from pathlib import Path

import pytest

from claims.rules.lint_packs import lint_packs
from claims.rules.packs import FOLDER
from tests.tiny_pack import FILES, RULES, write_pack

CONTEXT = FILES["context.yml"]
ENDS = "speech_ends: {ends: [た], not_ends: [した], speech: [浅くなった], names: [おした]}\n"


def test_the_packs_give_no_complaint() -> None:
    assert lint_packs(FOLDER) == ()


def test_rules_of_an_experimental_pack_show_two_hits_and_a_miss(tmp_path: Path) -> None:
    head = FILES["pack.yml"].replace("stable", "experimental")
    third = "    - {text: Exosomes are not mild., status: negated}\n"
    assert lint_packs(write_pack(tmp_path / "enough", pack=head, safety=RULES.replace(third, ""))) == ()
    no_miss = RULES.replace("    miss: [Exosomes., Wild exosomes.]\n", "")
    (complaint,) = lint_packs(write_pack(tmp_path / "no-miss", pack=head, safety=no_miss))
    assert "xx.safety.mild: 0 misses: give a sentence that it must leave alone" in complaint
    one_hit = RULES.replace(third, "").replace("    - {text: Mild exosomes.}\n", "")
    (complaint,) = lint_packs(write_pack(tmp_path / "one-hit", pack=head, safety=one_hit))
    assert "safety.yml:18:5: xx.safety.mild: 1 hit: give 2 sentences that it must find" in complaint


def test_a_sound_pack_gives_no_complaint(tmp_path: Path) -> None:
    assert lint_packs(write_pack(tmp_path)) == ()
    assert lint_packs(write_pack(tmp_path, context=CONTEXT + ENDS)) == ()


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("id: xx.safety.mild", "id: xx.safety.safe", "safety.yml:13:3: xx.safety.safe: the id stands in"),
        ("id: xx.safety.mild", "id: xy.safety.mild", "safety.yml:13:3: xy.safety.mild: an id is <lang>.<type>.<name>"),
        ("title: Says mild", "title: M\n  type: potency", "safety stands for safety, this rule is one of potency"),
        ("title: Says mild", "title: M\n  type: magic", "no claim type is named magic: use one of anti_ageing"),
        ("unless: [payment]", "unless: [paid]", "safety.yml:5:12: xx.safety.safe: no frame is named paid"),
        ("unless: [payment]", "", "safety.yml:28:3: no rule names the frame payment: use it or take it out"),
        ("gentle]", "<GENTLE>]", "safety.yml:4:20: xx.safety.safe: no lexicon is named GENTLE"),
        ("gentle]", "gentle, soft]", "safety.yml:4:28: xx.safety.safe: no hit uses this pattern: add an example"),
        ("gentle]", "gentle.*]", "the pattern runs on without a bound: write a gap such as <g4>"),
        ("gentle]", "'(?:gentle)?']", "the pattern matches nothing at all: take out what may be empty"),
        ("gentle]", "'(?=gentle)']", "no lookaround, no back-references"),
        ("    - {text: Mild exosomes.}\n", "", "xx.safety.mild: 2 hits: give 3 sentences that it must find"),
        ("miss: [Exosomes., Wild exosomes.]", "miss: [Exosomes.]", "1 miss: give 2 sentences"),
        ("are not mild., status: negated", "stay mild.", "every hit is asserted: add one with another status"),
        ("  why: Mild is a word for safe.\n", "", "xx.safety.mild: it gives no reason: say in why"),
        ("span: safe", "span: unsafe", "the span 'unsafe' does not stand in its sentence: copy it from there"),
        (
            "Mild exosomes.}",
            "Gentle  exosomes.}",
            "the sentence is an example of xx.safety.safe already: write",
        ),
        ("any: [mild]", "any: 5", "safety.yml:15:3: rules.1.any"),
    ],
)
def test_complains_of_rules(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in RULES
    complaints = lint_packs(write_pack(tmp_path, safety=RULES.replace(before, after)))
    assert any(says in complaint for complaint in complaints), complaints


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("pack", FILES["pack.yml"].replace("xx", "xy"), "pack.yml:1:25: the pack of xy lies in xx/: name the folder"),
        ("lexicons", "lexicons: {A: b}\n", "lexicons.yml:1:12: nothing uses the lexicon A: use it or take it out"),
        ("lexicons", "lexicons: {A: '('}\n", "lexicons.yml:1:12: RE2 does not take the pattern"),
        ("lexicons", "lexicons: {}\nframes: {payment: pay}\n", "the frame payment stands in lexicons.yml already"),
        ("context", CONTEXT.replace("xx.cue.not", "xy.not"), "xy.not is a cue of xx: begin with xx."),
        ("context", CONTEXT + CONTEXT[CONTEXT.index("- {") :], "the cue xx.cue.not stands twice: give it another id"),
        ("context", CONTEXT.replace("any:", "types: [magic], any:"), "no claim type is named magic"),
        ("context", CONTEXT.replace("any: [not]", "any: [<NOT>]"), "no lexicon is named NOT"),
        (
            "context",
            CONTEXT.replace("[not]}", "[not], examples: {hit: [Exosomes are not safe.], miss: []}}"),
            "context.yml:4:59: give a sentence with a claim that the cue puts so, and one that it leaves alone",
        ),
        (
            "context",
            CONTEXT + ENDS.replace("{ends: [た", "{ends: [た, よ"),
            "no example ends in 'よ': add one",
        ),
        ("context", CONTEXT + ENDS.replace("names: [おした]", "names: []"), "no example ends in 'した': add one"),
        ("context", CONTEXT + ENDS.replace("くなった", "くした"), "'浅くした' is taken for a name: correct ends"),
        ("context", CONTEXT + ENDS.replace("[おした]", "[おした, みた]"), "5:72: 'みた' is taken for speech: correct"),
    ],
)
def test_complains_of_the_other_files(tmp_path: Path, name: str, text: str, says: str) -> None:
    complaints = lint_packs(write_pack(tmp_path, **{name: text}))
    assert any(says in complaint for complaint in complaints), complaints


def test_complains_of_sources_and_routes_that_the_taxonomy_lacks(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    material = "{id: xx.moon, source: plant/moon, rank: 1, words: [moon]}"
    (folder / "xx" / "sources.yml").write_text(
        "version: 1\nnouns: {exosome: [exosomes], anaphor: [it], rival: [prp]}\njoin: ' '\nlist: ','\n"
        f"materials:\n- {material}\n- {material}\nframes: []\nlexicons: {{}}\n"
    )
    route = "{id: xx.fly, route: airborne, any: [air]}"
    (folder / "xx" / "routes.yml").write_text(f"version: 1\nroutes:\n- {route}\nlexicons: {{}}\nhint: air\n")
    complaints = "\n".join(lint_packs(folder))
    assert "sources.yml:6:17: no source is named plant/moon: use a class/detail" in complaints
    assert "sources.yml:7:4: xx.moon stands twice: give it another id" in complaints
    assert "routes.yml:3:16: no route is named airborne: use one of" in complaints

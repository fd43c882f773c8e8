"""Brings the catalogues of reports/messages up to date with the sentences of the code: `python -m scripts.catalogue`.

A new language is a new file: `python -m scripts.catalogue fr` makes it, empty.
"""

import argparse
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from claims.taxonomy import load_taxonomy
from reports.words import leaves, words

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "reports"
MESSAGES = REPORTS / "messages"
KEYWORDS = {"say": None, "count": (2, 3), "spell": (2, 3)}
WIDTH = 118
NO_LINE = 0  # so that a sentence that moves within its file changes nothing
HEAD = "# The sentences of editions in {language}. `python -m scripts.catalogue` brings this file up to date."
# Headers that would change with every run, or name nobody.
DATED = tuple(
    f'"{name}'.encode()
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)


def sentences() -> Catalog:
    """Every sentence that a language has to have: of the code, of the vocabulary, of the taxonomy's details."""
    found = Catalog(charset="utf-8")
    for file, _, message, comments, context in extract_from_dir(
        REPORTS, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        found.add(message, locations=[(f"reports/{file}", NO_LINE)], auto_comments=comments, context=context)
    for context, text in leaves(words()):
        found.add(text, context=context, locations=[("reports/words/en.yml", NO_LINE)])
    for source in load_taxonomy().sources:
        for term in source.details:
            found.add(term.title, context="source_details", locations=[("claims/taxonomy.yml", NO_LINE)])
    return found


def updated(lang: str, text: bytes) -> bytes:
    """The catalogue of a language with what is new and without what is not said any more."""
    known = read_po(BytesIO(text), locale=lang) if text else Catalog(locale=lang, charset="utf-8")
    known.update(sentences(), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.fuzzy = False
    known.header_comment = HEAD.format(language=lang)
    out = BytesIO()
    write_po(out, known, width=WIDTH, sort_by_file=True, include_lineno=False)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(DATED))


def untranslated(text: bytes, lang: str) -> list[str]:
    """The sentences that a catalogue lacks."""
    known = read_po(BytesIO(text), locale=lang)
    return [str(entry.id) for entry in known if entry.id and (not _said(entry.string) or entry.fuzzy)]


def _said(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def main() -> None:
    """Read the arguments and write the catalogues."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", help="left out: all there are")
    given = parser.parse_args()
    for lang in given.languages or [path.stem for path in sorted(MESSAGES.glob("*.po"))]:
        path = MESSAGES / f"{lang}.po"
        text = updated(lang, path.read_bytes() if path.exists() else b"")
        path.write_bytes(text)
        print(f"{path.relative_to(ROOT)}: {len(untranslated(text, lang))} sentences to translate")


if __name__ == "__main__":
    main()

"""The language that a document is written in."""

from claims.model import Document


def language_of(document: Document) -> str:
    """ISO 639-1 code of the language: as declared, English where nothing is."""
    declared = document.lang.lower().replace("_", "-").split("-")[0]
    return declared or "en"

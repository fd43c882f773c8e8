"""Whose news it is: the page's, or only ours because rules or extraction changed."""

from dataclasses import dataclass

from claims.model import Document


@dataclass(frozen=True, slots=True)
class Blame:
    """What tells a change of the page from a change of its reading.

    `same` is True where the page says what it said; `packs_moved` where other rule packs read it than before;
    `old_marks` are the marks of the blocks it had before; `document` is None where the page is no longer there.
    """

    document: Document | None
    same: bool = False
    packs_moved: bool = False
    old_marks: frozenset[int] = frozenset()

    def ours_to_find(self, mark: int) -> bool:
        """Whether something newly found stood there before, and only our reading moved."""
        return self.same or (self.packs_moved and mark in self.old_marks)

    def ours_to_miss(self, quote: str) -> bool:
        """Whether something no longer found stands there still, and only our reading moved."""
        if self.same or not self.packs_moved or self.document is None:
            return self.same
        return any(quote in block.text for block in self.document.blocks)

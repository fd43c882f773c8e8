"""The helper beside the rules: what it adds to a line of a page, and what it holds back of what rules find there."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.context.gates import TAUGHT, Page
from claims.context.status import Verdict
from claims.likeness.features import BEFORE
from claims.likeness.helper import Likeness, Look, likeness_in
from claims.model import LIKENESS, SiteKind
from claims.rules.found import Found
from claims.rules.packs import Library, Pack, Rule
from claims.text.sentences import Sentence

FILE = "likeness.bin"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What stands in a line of what rules found, what is held back of it, and what is added to it.

    `put` is how the line's claims look put where no cue tells, with the words that say so; None for an assertion.
    """

    kept: Sequence[Found]
    held: Sequence[Found] = ()
    added: Sequence[Found] = ()
    put: Verdict | None = None


NOTHING = Weighed(())


def helper_for(pack: Pack, library: Library) -> Likeness | None:
    """The helper of a pack; None where it has none, or the library is to read by rules alone."""
    return likeness_in(pack.folder / FILE) if library.likeness else None


class Beside:
    """A helper at one page."""

    def __init__(self, helper: Likeness, sentences: Sequence[Sentence], page: Page, kind: SiteKind) -> None:
        self._helper = helper
        self._sentences = sentences
        self._page = page
        self._kind = kind
        self._above = tuple(_above(sentences))

    def weighed(self, number: int, found: Sequence[Found]) -> Weighed:
        """Its word on a line in which a claim may stand, given what rules find there."""
        text = self._sentences[number].folded.text
        look = self._helper.look(text, self._above[number], self._kind)
        head, columns = self._helper.head, self._helper.types
        any_claim = look.odds(self._helper.any)
        if not found and any_claim < head.add_any:
            return NOTHING
        unlikely = any_claim < head.veto_any
        held = [one for one in found if unlikely or look.odds(columns[one.rule.type]) < head.veto]
        added = list(self._added(number, look, {one.rule.type for one in found})) if any_claim >= head.add_any else []
        kept = [one for one in found if one not in held]
        return Weighed(kept, held, added, self._put(text, look) if added else None)

    def _added(self, number: int, look: Look, taken: Collection[str]) -> Iterator[Found]:
        """The claims that no rule finds in a line."""
        text, taught = self._sentences[number].folded.text, self._page.lines[number].teaching
        for type_, column in self._helper.types.items():
            if look.odds(column) >= self._helper.head.add and type_ not in taken and not (taught and type_ in TAUGHT):
                yield Found(_rule(self._helper, type_), *self._helper.telling(text, column))

    def _put(self, text: str, look: Look) -> Verdict | None:
        """How the claims of a line look put, None where they look asserted."""
        columns = self._helper.statuses
        likeliest = max(columns, key=lambda status: look.odds(columns[status]), default=None)
        if likeliest is None or look.odds(columns[likeliest]) < 0:
            return None
        start, end = self._helper.telling(text, columns[likeliest])
        return Verdict(likeliest, LIKENESS, text[start:end])


def _above(sentences: Sequence[Sentence]) -> Iterator[Sequence[str]]:
    """For each line those above that count, the nearest last."""
    above: list[str] = []
    for sentence in sentences:
        if sentence.furniture:
            yield ()
        else:
            yield above
            above = [*above[1 - BEFORE :], sentence.folded.text]


@lru_cache(maxsize=256)
def _rule(helper: Likeness, type_: str) -> Rule:
    """What stands where a rule would: it has no patterns."""
    head = helper.head
    title = f"Looks like {type_.replace('_', ' ')}"
    return Rule(f"{head.lang}.{LIKENESS}.{type_}", title, any=(), type=type_, version=head.version, why=title)

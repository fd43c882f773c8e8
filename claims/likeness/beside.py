"""The helper beside the rules: what it adds to a line of a page, and what it holds back of what rules find there."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.context.gates import TAUGHT, Page, may_be_sure
from claims.context.status import Context, Verdict
from claims.errors import DataFileError
from claims.likeness.features import BEFORE, plain_tokens
from claims.likeness.kept import REMEDY
from claims.likeness.weights import load_weights
from claims.model import LIKENESS, SiteKind, Status, is_likeness
from claims.rules.found import Found
from claims.rules.packs import Library, Pack
from claims.rules.shapes import Rule
from claims.text.sentences import Sentence

if TYPE_CHECKING:
    from claims.likeness.helper import Likeness
    from claims.likeness.net import Net
    from claims.likeness.put import Put

FILE, NET, PUT = "likeness.bin", "net.bin", "put.bin"
# The net's odds of any claim below which a line is given up: in none of 21,000 such lines of 4,900 labelled pages did
# anything stand, whatever rules and the linear model said.
HOPELESS = -3.5
# More words than nineteen of twenty lines have that it learnt from: of a longer one it must be sure.
LONG = 20


@dataclass(frozen=True, slots=True)
class Weighed:
    """What stands in a line of what rules found, what is held back of it, and what is added to it."""

    kept: Sequence[Found]
    held: Sequence[Found] = ()
    added: Sequence[Found] = ()


NOTHING = Weighed(())


@dataclass(frozen=True, slots=True, eq=False)
class Helper:
    """The helper of a language: a net and a linear model that weigh every line together, and how claims look put."""

    net: "Net"
    linear: "Likeness"
    put: "Put"

    @property
    def names(self) -> tuple[str, str, str]:
        """All three, for the record of a reading."""
        return self.net.name, self.linear.name, self.put.name


def helper_for(pack: Pack, library: Library) -> Helper | None:
    """The helper of a pack; None where it has none, or the library is to read by rules alone."""
    return helper_in(pack.folder) if library.likeness else None


@lru_cache(maxsize=8)
def helper_in(folder: Path) -> Helper | None:
    """The helper whose files lie in a folder, read once; None where there are none.

    Only then numpy is loaded, told to keep to one thread: what a page asks of it is too little to share. Raises
    DataFileError where there is one file without another.
    """
    there, missing = (
        [folder / name for name in (FILE, NET, PUT) if (folder / name).is_file() is wanted] for wanted in (True, False)
    )
    if not there:
        return None
    if missing:
        raise DataFileError(f"{missing[0]}: is not there, but {there[0].name} is, and needs it: {REMEDY}")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from claims.likeness.helper import Likeness
    from claims.likeness.net import Net
    from claims.likeness.netfile import load_net
    from claims.likeness.put import load_put

    return Helper(Net(load_net(folder / NET)), Likeness(load_weights(folder / FILE)), load_put(folder / PUT))


class _Odds:
    """The log odds of a line, of both models together."""

    def __init__(self, helper: Helper, told: Sequence[float], look: Sequence[float]) -> None:
        self._helper, self._told, self._look, self._mix = helper, told, look, helper.net.bounds.mix
        self.any_claim = told[helper.net.any] + self._mix * look[helper.linear.any]

    def of(self, type_: str) -> float:
        """Those of a type."""
        return self._told[self._helper.net.types[type_]] + self._mix * self._look[self._helper.linear.types[type_]]

    def types(self, none: float, least: float) -> list[str]:
        """The types whose odds reach the least, and those of the net alone `none`."""
        return [
            type_ for type_, at in self._helper.net.types.items() if self._told[at] >= none and self.of(type_) >= least
        ]


class Beside:
    """A helper at one page; with `traces` it tells what it holds back."""

    def __init__(
        self, helper: Helper, sentences: Sequence[Sentence], page: Page, kind: SiteKind, *, traces: bool = True
    ) -> None:
        self._helper, self._bounds = helper, helper.net.bounds
        self._traces = traces
        self._sentences = sentences
        self._page = page
        self._kind = kind
        from claims.likeness.scene import scene_of

        self._scene = scene_of(sentences, page, kind)
        self._place = {number: place for place, number in enumerate(self._scene.numbers)}

    def weighed(
        self, number: int, rules: Callable[[], Sequence[Found]], ruled_out: Callable[[], Collection[str]] = frozenset
    ) -> Weighed:
        """Its word on a line in which a claim may stand, and in which `rules` find what they do and rule types out."""
        place, bounds = self._place[number], self._bounds
        hopeless = self._any[place] < HOPELESS
        if hopeless and not self._traces:
            return NOTHING
        found = rules()
        if not found and self._any[place] < bounds.none:
            return NOTHING
        if hopeless:
            return Weighed((), found)
        odds = self._odds(place)
        if not found and odds.any_claim < bounds.add_any:
            return NOTHING
        held = [one for one in found if odds.any_claim < bounds.veto_any or odds.of(one.rule.type) < bounds.veto]
        least = max(bounds.add, bounds.sure) if self._is_long(place) else bounds.add
        likely = odds.types(bounds.none, least) if odds.any_claim >= bounds.add_any else ()
        taken = {one.rule.type for one in found}
        added = list(self._added(number, place, likely, taken.union(ruled_out()))) if likely else ()
        return Weighed([one for one in found if one not in held], held if self._traces else (), added)

    def beyond(
        self, number: int, rules: Callable[[], Sequence[Found]], ruled_out: Callable[[], Collection[str]] = frozenset
    ) -> Weighed:
        """Its word on a line that the gates close: what it is sure of stands, by `rules` where they find it too."""
        if not may_be_sure(self._page, number):
            return NOTHING
        place, bounds = self._place[number], self._bounds
        if self._any[place] < bounds.add_any:
            return NOTHING
        odds = self._odds(place)
        likely = odds.types(bounds.none, bounds.sure) if odds.any_claim >= bounds.sure_any else ()
        if not likely:
            return NOTHING
        kept = [one for one in rules() if one.rule.type in likely]
        taken = {one.rule.type for one in kept}
        return Weighed(kept, (), list(self._added(number, place, likely, taken.union(ruled_out()))))

    def _is_long(self, place: int) -> bool:
        return len(plain_tokens(self._scene.texts[place])) > LONG

    def _odds(self, place: int) -> "_Odds":
        above = self._scene.texts[max(0, place - BEFORE) : place]
        look = self._helper.linear.odds(self._scene.texts[place], above, self._kind)
        return _Odds(self._helper, self._told[place].tolist(), look)

    @cached_property
    def _told(self) -> Any:
        return self._helper.net.odds(self._scene)

    @cached_property
    def _any(self) -> Sequence[float]:
        """What the net says of any claim, line by line."""
        odds: list[float] = self._told[:, self._helper.net.any].tolist()
        return odds

    def verdict(self, number: int, found: Found, context: Context) -> Verdict:
        """How a claim is put: as cues say, or as it looks; one that no rule finds and looks asserted has no words."""
        cued = context.cued(number, found.start, found.end, found.rule)
        look = self._helper.put.look(number, found, cued, self._sentences, self._kind)
        if look is None:
            return cued.verdict
        if look.status is Status.ASSERTED and is_likeness(found.rule.id):
            return Verdict(look.status)
        return Verdict(look.status, LIKENESS, look.words)

    def shown(self, number: int, found: Found) -> Found:
        """The same with the words that are shown of it: those of a rule, or a phrase that looks most like its type."""
        if not is_likeness(found.rule.id):
            return found
        linear, text = self._helper.linear, self._scene.texts[self._place[number]]
        start, end = linear.phrase(text, linear.types[found.rule.type])
        return found._replace(start=start, end=end)

    def _added(self, number: int, place: int, likely: Sequence[str], taken: Collection[str]) -> Iterator[Found]:
        """The claims of these types that are not taken already, each shown by its most telling words."""
        linear = self._helper.linear
        text, taught = self._scene.texts[place], self._page.lines[number].teaching
        for type_ in likely:
            if type_ not in taken and not (taught and type_ in TAUGHT):
                yield Found(
                    rule_of(linear.head.lang, linear.head.version, type_), *linear.telling(text, linear.types[type_])
                )


@lru_cache(maxsize=256)
def rule_of(lang: str, version: int, type_: str) -> Rule:
    """What stands where a rule would: it has no patterns."""
    title = f"Looks like {type_.replace('_', ' ')}"
    return Rule(f"{lang}.{LIKENESS}.{type_}", title, any=(), type=type_, version=version, why=title)

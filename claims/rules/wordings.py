"""Rules taken apart into their wordings: what a rule lists side by side, counted one by one.

A rule that lists fifty phrases has many hits even where each phrase was written for one sentence. Taken apart, that
shows.
"""

import dataclasses
import re

from claims.rules.packs import Library, Pack
from claims.rules.shapes import Rule

_STEP = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])+\]|.", re.DOTALL)


def wordings_of(pattern: str) -> tuple[str, ...]:
    """The alternatives that stand side by side at the top of a pattern."""
    parts, depth = [""], 0
    for found in _STEP.finditer(pattern):
        step = found[0]
        depth += (step == "(") - (step == ")")
        if step == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += step
    return tuple(part for part in parts if part)


def apart(library: Library) -> Library:
    """The library with each wording as a rule of its own, numbered after the rule it is from."""
    return Library(tuple(dataclasses.replace(pack, rules=tuple(_apart(pack))) for pack in library.packs))


def _apart(pack: Pack) -> list[Rule]:
    return [
        Rule(**{**{name: getattr(rule, name) for name in rule.__slots__}, "id": f"{rule.id}.{number}", "any": (words,)})
        for rule in pack.rules
        for number, words in enumerate((words for pattern in rule.any for words in wordings_of(pattern)), 1)
    ]

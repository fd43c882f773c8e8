"""Which runs of a page are furniture: menus, footers, banners, lists of links."""

from claims.model import Form
from crawler.extract.blocks import ingredients_in
from crawler.extract.labels import opens_furniture
from crawler.extract.outline import Frame, Outline, Run
from crawler.extract.popups import tells

# Share of a run's characters that are links from which on it is a link and not a text.
LINKED = 0.7
_LONGEST_LINK = 120
_HERO = 50
_SHORTEST_REPEATED = 25
_MOST_LOOKED_AT = 400
# Where less of the page's text than this is left, what classes and asides flagged is given back.
_LEAST_LEFT = 0.2


def furniture_of(outline: Outline) -> list[bool]:
    """For each run whether it is furniture.

    What holds the page's main part, its title or a list of ingredients is none, whatever it is called; nor is a
    header that has a heading or a paragraph, nor a pop-up that tells something. A page that would be left nearly empty
    keeps all but menus, footers and questions of consent.
    """
    repeated = _repeated(outline)
    around = _around(outline.mains)
    innocent = {id(f) for f in outline.flagged if id(f) in around or (f.weak and _is_innocent(f, outline))}
    found = [again or _is_furniture(run, innocent) for run, again in zip(outline.runs, repeated, strict=True)]
    total = sum(len(run.text) for run in outline.runs)
    left = sum(len(run.text) for run, flag in zip(outline.runs, found, strict=True) if not flag)
    if left < _LEAST_LEFT * total:
        innocent |= {id(frame) for frame in outline.flagged if frame.weak and not frame.consent}
        found = [again or _is_furniture(run, innocent) for run, again in zip(outline.runs, repeated, strict=True)]
    return found


def inside(frame: Frame, innocent: set[int]) -> bool:
    """Whether a frame lies in a flagged one that is not innocent."""
    origin = frame.origin
    while origin is not None:
        if id(origin) not in innocent:
            return True
        origin = origin.parent.origin if origin.parent is not None else None
    return False


def _repeated(outline: Outline) -> list[bool]:
    """For each run whether it stands on the page before, word for word and under the same headings.

    Pages that lay out the same text for phones too, and sliders that run in a circle, say everything twice.
    """
    seen: set[tuple[str, tuple[str, ...]]] = set()
    found: list[bool] = []
    for run in outline.runs:
        short = len(run.text) < _SHORTEST_REPEATED or run.frame.origin is not None
        found.append(not short and (run.text, run.trail) in seen)
        if not short:
            seen.add((run.text, run.trail))
    return found


def _is_furniture(run: Run, innocent: set[int]) -> bool:
    if inside(run.frame, innocent) or (run.trail and opens_furniture(run.trail[-1])):
        return True
    if run.frame.fillable and not run.level and len(run.text) < _HERO:
        return True
    return run.linked >= LINKED and run.level == 0 and len(run.text) <= _LONGEST_LINK and run.form is not Form.ALT_TEXT


def _around(mains: list[Frame]) -> set[int]:
    """The frames that hold a main part, and the main parts themselves."""
    found: set[int] = set()
    for main in mains:
        frame: Frame | None = main
        while frame is not None and id(frame) not in found:
            found.add(id(frame))
            frame = frame.parent
    return found


def _is_innocent(frame: Frame, outline: Outline) -> bool:
    inner = outline.runs[frame.first : min(frame.last, frame.first + _MOST_LOOKED_AT)]
    if frame.tag == "header" or frame.ident in {"header", "masthead"}:
        return any(_speaks(run) for run in inner)
    if frame.popup and tells(frame, outline):
        return True
    return (frame.titled and not frame.consent) or any(ingredients_in(run) for run in inner)


def _speaks(run: Run) -> bool:
    """Whether a run of a header is more than a name or a link: a heading of its own, or a paragraph."""
    if run.linked >= LINKED or (run.frame.origin is not None and run.frame.origin.tag == "nav"):
        return False
    return run.level > 0 or (run.form is Form.PARAGRAPH and len(run.text) >= _HERO)

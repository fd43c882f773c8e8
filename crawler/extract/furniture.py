"""Which runs of a page are furniture: menus, footers, banners, lists of links."""

from claims.model import Form
from crawler.extract.labels import opens_furniture
from crawler.extract.outline import Frame, Outline, Run

# Share of a run's characters that are links from which on it is a link and not a text.
LINKED = 0.7
_LONGEST_LINK = 120
_HERO = 50
# Where less of the page's text than this is left, what classes and asides flagged is given back.
_LEAST_LEFT = 0.2


def furniture_of(outline: Outline) -> list[bool]:
    """For each run whether it is furniture.

    What holds the page's main part or its title is none, whatever it is called; nor is a header that has a
    heading or a paragraph. A page that would be left nearly empty keeps all but its menus and footers.
    """
    innocent = {id(frame) for frame in outline.flagged if _is_innocent(frame, outline)}
    found = [_is_furniture(run, innocent) for run in outline.runs]
    total = sum(len(run.text) for run in outline.runs)
    left = sum(len(run.text) for run, flag in zip(outline.runs, found, strict=True) if not flag)
    if left < _LEAST_LEFT * total:
        innocent |= {id(frame) for frame in outline.flagged if frame.weak}
        found = [_is_furniture(run, innocent) for run in outline.runs]
    return found


def inside(frame: Frame, innocent: set[int]) -> bool:
    """Whether a frame lies in a flagged one that is not innocent."""
    origin = frame.origin
    while origin is not None:
        if id(origin) not in innocent:
            return True
        origin = origin.parent.origin if origin.parent is not None else None
    return False


def _is_furniture(run: Run, innocent: set[int]) -> bool:
    if inside(run.frame, innocent) or (run.trail and opens_furniture(run.trail[-1])):
        return True
    return run.linked >= LINKED and run.level == 0 and len(run.text) <= _LONGEST_LINK and run.form is not Form.ALT_TEXT


def _is_innocent(frame: Frame, outline: Outline) -> bool:
    if any(frame.encloses(main) for main in outline.mains):
        return True
    if not frame.weak:
        return False
    inner = outline.runs[frame.first : frame.last]
    if frame.tag == "header" or frame.ident in {"header", "masthead"}:
        return any(_speaks(run) for run in inner)
    return frame.titled


def _speaks(run: Run) -> bool:
    """Whether a run of a header is more than a name or a link: a heading of its own, or a paragraph."""
    if run.linked >= LINKED or (run.frame.origin is not None and run.frame.origin.tag == "nav"):
        return False
    return run.level > 0 or (run.form is Form.PARAGRAPH and len(run.text) >= _HERO)

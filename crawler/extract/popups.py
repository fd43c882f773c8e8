"""What opens over a page: whether it is part of what the page says, or asks for consent, an address, a country."""

from claims.model import Form
from crawler.extract.labels import labels, opens_furniture, opens_popup
from crawler.extract.outline import Frame, Outline, Run
from crawler.subject import on_subject

_LINKED = 0.7  # share of a run that is a link, from which on it is no copy
_LEAST_COPY = 60
_MOST_LINKED = 0.3
_MOST_LOOKED_AT = 400
_COPY = frozenset({Form.PARAGRAPH, Form.BULLET, Form.TABLE_ROW, Form.ANSWER, Form.QUOTE})


def tells(popup: Frame, outline: Outline) -> bool:
    """Whether a pop-up is part of what its page says: it holds copy, and names the subject or is headed as a part is.

    Most of what opens over pages asks for something; it has few sentences, links, a field for an address, or words of
    its own.
    """
    if popup.consent or popup.personal:
        return False
    runs = outline.runs[popup.first : min(popup.last, popup.first + _MOST_LOOKED_AT)]
    said = sum(len(run.text) for run in runs)
    if sum(run.linked * len(run.text) for run in runs) > _MOST_LINKED * said or sum(map(_copy, runs)) < _LEAST_COPY:
        return False
    headings = [run.text for run in runs if run.level]
    if any(map(opens_furniture, headings)):
        return False
    text = " ".join(run.text for run in runs)
    return (any(map(opens_popup, headings)) or on_subject(text)) and not _asks_for_consent(text)


def _copy(run: Run) -> int:
    """How many characters of a run are sentences or rows; labels of buttons and links are none."""
    return len(run.text) if run.form in _COPY and run.linked < _LINKED and not run.level and " " in run.text else 0


def _asks_for_consent(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in labels().furniture.consent_words)

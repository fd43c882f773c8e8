"""Words of a page as parts: exact, the ones that matter marked, never longer than needed."""

from collections.abc import Sequence

from db.known import KnownClaim, KnownSource
from reports.blocks import Line, Part, Style
from reports.text import ELLIPSIS, QUOTE_LIMIT, shown, window

Span = tuple[int, int]


def quoted(text: str, style: Style = Style.PLAIN, href: str = "", lang: str = "") -> Part:
    """Words that are not the digest's own."""
    return Part(shown(text), style, href, lang, quoted=True)


def quote_line(claims: Sequence[KnownClaim], limit: int = QUOTE_LIMIT) -> Line:
    """The sentence of some claims with the words that carry each of them marked."""
    text = claims[0].quote
    spans = merged([span for claim in claims for span in [span_of(claim)] if span and claim.quote == text])
    return marked(text, spans, claims[0].lang, limit)


def source_quote(source: KnownSource, limit: int = QUOTE_LIMIT) -> Line:
    """The sentence or list that states a source with the words marked that name one."""
    ends = ((each.start, each.start + each.length) for each in source.named if each.length > 0)
    spans = merged([(start, end) for start, end in ends if 0 <= start < end <= len(source.quote)])
    return marked(source.quote, spans, source.lang, limit)


def marked(text: str, spans: Sequence[Span], lang: str, limit: int) -> Line:
    """At most `limit` letters of a text, the first span among them, all spans marked."""
    start, end = window(text, tuple(spans), limit)
    cuts = [(max(start, a), min(end, b)) for a, b in spans if a < end and b > start]
    line: list[Part] = []
    at = start
    for first, last in cuts:
        line += [quoted(text[at:first], lang=lang)] if first > at else []
        line.append(quoted(text[first:last], Style.MARK, lang=lang))
        at = last
    line += [quoted(text[at:end], lang=lang)] if end > at else []
    return tuple([Part(ELLIPSIS)] * (start > 0) + line + [Part(ELLIPSIS)] * (end < len(text)))


def span_of(claim: KnownClaim) -> Span | None:
    """Where the words of a claim stand in its quote; None where they do not."""
    start = claim.span_start
    if claim.span and claim.quote[start : start + len(claim.span)] != claim.span:
        start = claim.quote.find(claim.span)
    return (start, start + len(claim.span)) if claim.span and start >= 0 else None


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)

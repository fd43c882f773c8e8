"""The brand analyst's edition: who claims what, from which source, at what price, since when; no legal conclusions."""

from collections import Counter
from collections.abc import Iterable

from db.model import Change, ChangeKind
from db.totals import MatrixCell
from reports import changed, coverage, headline
from reports.about import rules_section
from reports.blocks import Block, Bullets, Column, Line, Number, Paragraph, Part, Section, Style, Table
from reports.cards import about_line, source_line
from reports.findings import Finding
from reports.headline import Tally
from reports.material import Material
from reports.naming import address_of, subject_name
from reports.novelty import Novelty
from reports.pick import one_of_each
from reports.quotes import quote_line
from reports.ranking import novelty_of, ranking
from reports.subjects import Subject
from reports.text import link, link_to_quote, short
from reports.times import period_name, short_day
from reports.wording import capital, counted, fitted, joined, spelt_count
from reports.words import Words

TOP = 5
ROWS = 25
MATRIX_SITES = 8
LIVE, DROPPED = "●", "○"
SOURCES = (ChangeKind.SOURCE, ChangeKind.CONFLICT_OPENED, ChangeKind.CONFLICT_CLOSED)
PRODUCTS = (ChangeKind.PRODUCT_NEW, ChangeKind.PRODUCT_GONE, ChangeKind.PRODUCT_RETURNED)
SHIFTS = (ChangeKind.REWORDED, ChangeKind.STATUS)


def sections(material: Material, subjects: tuple[Subject, ...], words: Words) -> tuple[Section, ...]:
    """The parts of the edition in their order; a part without content is left out, coverage never."""
    parts = (
        _top(subjects, words),
        _new(subjects, words),
        _moved(material, "dropped", "Claims that competitors dropped", (ChangeKind.GONE, ChangeKind.PAGE_GONE), words),
        _matrix(material, words),
        _moved(material, "shifts", "Wording and strength", SHIFTS, words),
        _sources(material, words),
        _moved(material, "prices", "Prices", (ChangeKind.PRICE,), words),
        _moved(material, "products", "Products new and gone", PRODUCTS, words),
        coverage.section(material, words),
        rules_section(material),
    )
    return tuple(part for part in parts if part is not None)


def title(counts: Tally, material: Material) -> str:
    """The finding in a few words."""
    if not material.coverage and not counts.news + counts.found:
        return "No site has been visited"
    moves = _selling(material, (ChangeKind.PRICE, *PRODUCTS, *SOURCES))
    if counts.first_look:
        return f"First look: {counted(counts.found, 'claim')} of competitors"
    if not counts.news and not counts.gone and not moves:
        return f"A quiet {period_name(material.since, material.until)}: no competitor moved"
    said = spelt_count(counts.news, "new or changed claim") if counts.news else ""
    gone = f"{spelt_count(counts.gone, 'claim')} dropped" if counts.gone else ""
    other = spelt_count(len(moves), "product move") if moves else ""
    return capital(joined((said, gone, other)))


def lead(counts: Tally, subjects: tuple[Subject, ...], material: Material, words: Words) -> str:
    """The bottom line: who moved most, and what is missing."""
    firsts = one_of_each(subjects, lambda subject: subject.site)
    sentences = [headline.says(subject, words) for subject in firsts[:2]]
    prices = _selling(material, (ChangeKind.PRICE,))
    if prices:
        sentences.append(f"{capital(spelt_count(len(prices), 'price'))} changed.")
    if counts.gone:
        sentences.append(f"{capital(spelt_count(counts.gone, 'claim'))} went.")
    return fitted(sentences, coverage.gap(material.coverage))


def numbers(counts: Tally, material: Material) -> tuple[Number, ...]:
    """The four figures."""
    seen, expected = coverage.seen_of_expected(material.coverage)
    moves = len(_selling(material, (ChangeKind.PRICE, *PRODUCTS)))
    news = counts.found if counts.first_look else counts.news
    before = material.before
    period = period_name(material.since, material.until)
    what = "claims and stated sources, " + ("found on a first visit" if counts.first_look else "new, changed or back")
    sites = f"pages seen of {expected:,} expected, on {counted(len(material.coverage), 'site')}"
    return (
        Number(f"{news:,}", what, f"{before.news:,} the {period} before" if before else "", "new"),
        Number(
            f"{counts.gone:,}", "claims dropped", f"{before.gone:,} the {period} before" if before else "", "dropped"
        ),
        Number(f"{moves:,}", "moves of prices and products", "", "prices"),
        Number(f"{seen:,}", sites, "", "not-seen"),
    )


def _top(subjects: tuple[Subject, ...], words: Words) -> Section | None:
    """Five things at most, each with why it matters."""
    lines = tuple(_top_line(subject, words) for subject in subjects[:TOP])
    return Section("worth-knowing", "Worth knowing", (Bullets(lines),)) if lines else None


def _top_line(subject: Subject, words: Words) -> Line:
    said = headline.says(subject, words)
    return (Part(f"{said} "), Part(_matters(subject), Style.QUIET))


def _matters(subject: Subject) -> str:
    """Why a move matters to a competitor, in one sentence and without a verdict."""
    novelty = novelty_of(subject, ranking().order)
    if subject.led_by_source:
        return "Why it matters: the source is what buyers and authorities ask for first."
    if novelty is Novelty.RETURNED:
        return "Why it matters: the words went and came back, so the stop was not for good."
    if novelty is Novelty.FIRST_VISIT:
        return "Why it matters: it sets the line to measure later moves from."
    if len({place.page for finding in subject.findings for place in finding.places}) > 1:
        return "Why it matters: it stands on several pages, so it is a campaign rather than a line."
    return "Why it matters: it is a promise that this competitor did not make before."


def _new(subjects: tuple[Subject, ...], words: Words) -> Section | None:
    rows = [_new_row(subject, finding, words) for subject in _by_site(subjects) for finding in subject.findings]
    if not rows:
        return None
    columns = (Column("Who and where"), Column("Words", wide=True), Column("About and how put"))
    return Section("new", "New and changed claims by competitor", _capped("New and changed claims", columns, rows))


def _new_row(subject: Subject, finding: Finding, words: Words) -> tuple[Line, ...]:
    address = address_of(subject)
    target = link_to_quote(address, finding.lead.quote)
    where: Line = (Part(short(subject.site), Style.STRONG), Part(" "))
    where += (Part(subject_name(subject) or "page", href=target, quoted=True),)
    said: Line = (Part("“"), *quote_line(finding.claims, 200), Part("”"))
    put = f"{about_line(finding, words)}; {words.statuses[finding.lead.status]}; "
    return where, said, (Part(put + words.novelties[finding.novelty].lower()),)


def _moved(
    material: Material, anchor: str, heading: str, kinds: tuple[ChangeKind, ...], words: Words
) -> Section | None:
    """Changes of some kinds, a row each."""
    rows = [_moved_row(change, words) for change in _selling(material, kinds)]
    if not rows:
        return None
    columns = (Column("Who and where"), Column("What happened", wide=True), Column("Shown by"))
    return Section(anchor, heading, _capped(heading, columns, rows))


def _moved_row(change: Change, words: Words) -> tuple[Line, ...]:
    return changed.where(change.site, change.address), changed.happened(change, words), changed.proof(change, words)


def _matrix(material: Material, words: Words) -> Section | None:
    """Claim types by site: what stands, and what went in the period."""
    cells = [cell for cell in material.matrix if material.kind_of(cell.site).sells and cell.live + cell.gone]
    if not cells:
        return None
    live = Counter({cell.site: 0 for cell in cells})
    for cell in cells:
        live[cell.site] += cell.live
    sites = [site for site, _ in sorted(live.items(), key=lambda entry: (-entry[1], entry[0]))][:MATRIX_SITES]
    types = sorted({cell.type for cell in cells if cell.site in sites}, key=words.type_name)
    known = {(cell.site, cell.type): cell for cell in cells}
    columns = (Column("Type"), *(Column(short(site, 40), number=True) for site in sites))
    rows = tuple(
        ((Part(words.type_name(type_)),), *(_mark(known.get((site, type_))) for site in sites)) for type_ in types
    )
    note = f"{LIVE} stands, with the number of claims; {DROPPED} all dropped in this period; empty: none seen."
    more = len({cell.site for cell in cells}) - len(sites)
    blocks: list[Block] = [Paragraph((Part(note),), note=True), Table("Claim types by site", columns, rows)]
    if more:
        blocks.append(Paragraph((Part(f"{counted(more, 'more site')} not shown."),), note=True))
    return Section("matrix", "Who claims what", tuple(blocks))


def _mark(cell: MatrixCell | None) -> Line:
    if cell is None or not cell.live + cell.gone:
        return ()
    return (Part(f"{LIVE} {cell.live:,}" if cell.live else f"{DROPPED} dropped"),)


def _sources(material: Material, words: Words) -> Section | None:
    """Stated sources and conflicts: what moved, and what stands."""
    moved = [_moved_row(change, words) for change in _selling(material, SOURCES)]
    standing = [source for source in material.sources if source.sources and material.kind_of(source.site).sells]
    rows: list[tuple[Line, ...]] = []
    for source in sorted(standing, key=lambda source: (source.site, source.name or source.title)):
        name = short(source.name or source.title or "page", 100)
        where: Line = (Part(short(source.site), Style.STRONG), Part(" "))
        where += (Part(name, href=link(source.address), quoted=True),)
        kind = material.kind_of(source.site)
        subject = Subject(source.site, kind, "", source.product, source.page, statements=(source,))
        rows.append((where, source_line(subject, words), (Part(f"since {short_day(source.first_seen, words)}"),)))
    blocks: list[Block] = []
    if moved:
        columns = (Column("Who and where"), Column("What happened", wide=True), Column("Shown by"))
        blocks += _capped("Moves of stated sources", columns, moved)
    if rows:
        columns = (Column("Who and where"), Column("Stated source", wide=True), Column("Seen"))
        blocks += _capped("Stated sources of sites that moved", columns, rows)
    return Section("sources", "Sources and conflicts", tuple(blocks)) if blocks else None


def _capped(caption: str, columns: tuple[Column, ...], rows: list[tuple[Line, ...]]) -> tuple[Block, ...]:
    """A table of the first rows, and how many there are besides."""
    blocks: list[Block] = [Table(caption, columns, tuple(rows[:ROWS]))]
    if len(rows) > ROWS:
        blocks.append(Paragraph((Part(f"{len(rows) - ROWS:,} more, listed by exowatch changes."),), note=True))
    return tuple(blocks)


def _selling(material: Material, kinds: Iterable[ChangeKind]) -> list[Change]:
    """The changes of some kinds that sites which sell made themselves, by site."""
    wanted = set(kinds)
    own = [c for c in material.changes if c.kind in wanted and not c.technical and not c.baseline]
    return sorted((c for c in own if material.kind_of(c.site).sells), key=lambda c: (c.site, c.address, c.id))


def _by_site(subjects: tuple[Subject, ...]) -> list[Subject]:
    """The subjects site by site, each site where its first one stands."""
    order = list(dict.fromkeys(subject.site for subject in subjects))
    return sorted(subjects, key=lambda subject: order.index(subject.site))

"""Documents as the store keeps them: compact, and the same again when they are read back."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from decimal import Decimal
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from claims.model import Block, Document, Form, Money, Product, SiteKind, Variant
from db.errors import StoreError
from db.kept import KeptDocuments

LEVEL = 3  # of zlib: 0.08 ms a page of 49 KB against 0.15 at level 6, for a tenth more size
FORMS = tuple(Form)
Row = list[Any]
_numbers = {form: number for number, form in enumerate(FORMS)}
_of_block = attrgetter(*(one.name for one in fields(Block)))
_of_product = attrgetter(*(one.name for one in fields(Product)))
_of_variant = attrgetter(*(one.name for one in fields(Variant)))


class NotReadable(StoreError):
    """What was kept of a page is no document any more."""


def plain(documents: Iterable[Document]) -> bytes:
    """The documents of one capture as bytes: equal bytes for equal documents."""
    rows = [_row(document) for document in documents]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def pack(documents: Iterable[Document], made_of: str) -> KeptDocuments:
    """The documents of one capture as they are kept, with the name of what they were made of."""
    data = plain(documents)
    return KeptDocuments(made_of, digest_of(data), packed(data))


def digest_of(data: bytes) -> str:
    """The digest by which documents are known without unpacking them."""
    return blake2b(data, digest_size=16).hexdigest()


def packed(data: bytes) -> bytes:
    """The bytes of plain() in less space."""
    return zlib.compress(data, LEVEL)


def unpacked(body: bytes) -> tuple[Document, ...]:
    """The documents that were packed. Raises NotReadable where the bytes are damaged."""
    try:
        rows = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
        return tuple(map(_document, rows))
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, ArithmeticError) as error:
        raise NotReadable(f"kept documents are damaged ({type(error).__name__}: {error})") from error


def _row(one: Document) -> Row:
    columns = list(zip(*map(_of_block, one.blocks), strict=True)) or [()] * len(fields(Block))
    texts, forms, trails, *others = columns
    table = {trail: number for number, trail in enumerate(dict.fromkeys(trails))}
    numbers = [_numbers[form] for form in forms]
    blocks = [texts, numbers, list(table), [table[trail] for trail in trails], *map(_column, others)]
    return [one.key, one.address, one.kind, one.title, one.lang, blocks, [_plain(item) for item in one.products]]


def _column(values: Sequence[Any]) -> Sequence[Any]:
    """One value where all are the same."""
    return values if len(set(values)) > 1 else values[:1]


def _plain(product: Product) -> Row:
    return [_value(value) for value in _of_product(product)]


def _value(value: Any) -> Any:
    if isinstance(value, Money):
        return [str(value.amount), value.currency]
    if isinstance(value, tuple):
        return [[_value(inner) for inner in _of_variant(variant)] for variant in value]
    return value


def _document(row: Row) -> Document:
    key, address, kind, title, lang, (texts, forms, table, trails, *others), products = row
    known = [tuple(trail) for trail in table]
    columns = (column if len(column) > 1 else column * len(texts) for column in others)
    parts = zip(texts, forms, trails, *columns, strict=True)
    blocks = tuple(Block(text, FORMS[form], known[trail], *rest) for text, form, trail, *rest in parts)
    return Document(key, address, SiteKind(kind), title, lang, blocks, tuple(map(_product, products)))


def _product(row: Row) -> Product:
    key, name, address, brand, price, high, listed, available, variants, *others = row
    prices = (_money(price), _money(high), _money(listed))
    return Product(key, name, address, brand, *prices, available, tuple(map(_variant, variants)), *others)


def _variant(row: Row) -> Variant:
    name, sku, price, available = row
    return Variant(name, sku, _money(price), available)


def _money(row: Row | None) -> Money | None:
    return None if row is None else Money(Decimal(row[0]), row[1])

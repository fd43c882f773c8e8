"""A view as bytes for the store, and back: whatever an edition said, it says again, in every form."""

import zlib
from functools import cache

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from reports.blocks import EditionView
from reports.clean import clean
from reports.errors import EditionError

FORMAT = b"1"


def packed(view: EditionView) -> bytes:
    """The view in few bytes, its texts as they are shown. Raises EditionError where it would not come back as it is."""
    shown = clean(view)
    try:
        body = FORMAT + zlib.compress(_adapter().dump_json(shown, warnings="error"), 9)
    except PydanticSerializationError as error:
        raise EditionError(f"edition {view.number}: cannot be kept ({error}): report it with this line") from error
    if unpacked(body) != shown:
        raise EditionError(f"edition {view.number}: would not come back as it was said: report it with this line")
    return body


def unpacked(body: bytes) -> EditionView:
    """The view that packed() was given. Raises EditionError where this version cannot read it."""
    try:
        if body[:1] != FORMAT:
            raise EditionError("an edition kept in another format: render it with the version that closed it")
        return _adapter().validate_json(zlib.decompress(body[1:]))
    except (zlib.error, ValidationError) as error:
        raise EditionError(
            f"an edition that this version cannot read again ({error}): its page lies in the folder of digests; "
            "render other forms with the version that closed it"
        ) from error


@cache
def _adapter() -> TypeAdapter[EditionView]:
    return TypeAdapter(EditionView)

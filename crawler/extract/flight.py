"""The streamed payload of Next.js (`self.__next_f.push`) as values."""

import json
import re
from collections.abc import Iterable, Iterator

_PUSH = "self.__next_f.push("
_ROW = re.compile(rb"([0-9a-f]*):([A-Z]*)")
_TEXT = b"T"


def flight_values(scripts: Iterable[str]) -> Iterator[object]:
    """The values of the rows that the scripts push: elements, data and long texts; modules and hints are passed over.

    A row is `id:JSON` up to the end of its line, or `id:Tlength,` and that many bytes of text (length in hex).
    """
    stream = "".join(filter(None, map(_pushed, scripts))).encode()
    at = 0
    while row := _ROW.match(stream, at):
        if row[2] == _TEXT:
            comma = stream.find(b",", row.end())
            try:
                size = int(stream[row.end() : comma], 16)
            except ValueError:
                return
            yield stream[comma + 1 : comma + 1 + size].decode("utf-8", "replace")
            at = comma + 1 + size
            continue
        end = stream.find(b"\n", row.end())
        end = len(stream) if end < 0 else end
        if not row[2]:
            yield loaded(stream[row.end() : end].decode("utf-8", "replace"))
        at = end + 1


def loaded(text: str) -> object:
    """The value of a JSON text, None where it is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _pushed(script: str) -> str:
    """The piece of the stream that one script pushes."""
    pushed = script.partition(_PUSH)[2].strip().removesuffix(";").rstrip()
    value = loaded(pushed[:-1]) if pushed.endswith(")") else None
    return value[1] if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str) else ""

"""YAML data files as typed objects, with path:line:column in every complaint."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from claims.errors import DataFileError
from claims.faults import Fault, faults_of
from claims.faults import Step as Step
from claims.parsed import parsed

T = TypeVar("T")


class _StrictLoader(yaml.CSafeLoader):
    """Safe YAML in C that refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice: keep one", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read(path: Path, shape: type[T]) -> T:
    """The content of a YAML file in the given shape (a frozen pydantic dataclass, or a list of them).

    Raises DataFileError with every complaint at once.
    """
    return parse(text_of(path), shape, path)


def text_of(path: Path) -> str:
    """The text of a data file. Raises DataFileError where it cannot be had."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataFileError(f"{path}:1:1: cannot be read ({error.strerror}): check the path and its rights") from error
    except UnicodeDecodeError as error:
        raise DataFileError(f"{path}:1:1: is not UTF-8 ({error.reason}): save it as UTF-8") from error


def parse(text: str, shape: type[T], path: Path) -> T:
    """The same for text that is already at hand; `path` is named in complaints."""
    try:
        data = parsed(path, text, _strictly)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise DataFileError(f"{path}:{where}: {error.problem or error.context}: correct the YAML there") from error
    except yaml.YAMLError as error:
        raise DataFileError(f"{path}:1:1: {error}: correct the YAML") from error
    try:
        return _adapter(shape).validate_python(data)
    except ValidationError as error:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        raise DataFileError("\n".join(_complaint(path, root, fault) for fault in faults_of(error, shape))) from error


def _strictly(text: str) -> Any:
    return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - the loader is a safe one


def where(text: str, steps: Sequence[Step]) -> str:
    """line:column of the value that the steps (keys and list positions) lead to."""
    return _mark(yaml.compose(text, Loader=yaml.CSafeLoader), steps)


def place(path: Path, steps: Sequence[Step]) -> str:
    """path:line:column of the value that the steps lead to in a file."""
    return f"{path}:{where(text_of(path), steps)}"


def at(path: Path, steps: Sequence[Step], message: str) -> str:
    """A complaint with its place."""
    return f"{place(path, steps)}: {message}"


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(shape: type[T]) -> TypeAdapter[T]:
    """The checker of a shape, made once."""
    if shape not in _ADAPTERS:
        _ADAPTERS[shape] = TypeAdapter(shape)
    return _ADAPTERS[shape]


def _complaint(path: Path, root: yaml.Node | None, fault: Fault) -> str:
    shown = "" if fault.missing else f", found {_shorten(fault.found)}"
    return f"{path}:{_mark(root, fault.steps)}: {fault.name}: {fault.message}{shown}: {fault.remedy}"


def _shorten(found: Any) -> str:
    text = repr(found)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _mark(root: yaml.Node | None, steps: Sequence[Step]) -> str:
    """line:column of the deepest node on the way that exists; a key's own place where its value is at fault."""
    if root is None:
        return "1:1"
    node, mark = root, root.start_mark
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                break
            mark, node = found[0].start_mark, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return f"{mark.line + 1}:{mark.column + 1}"

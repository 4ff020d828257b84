"""What things of a spec are called in Python. The names on the wire never change."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from openapi_python_client.strings import ClassName, PythonIdentifier, pascal_case, snake_case

if TYPE_CHECKING:
    from collections.abc import Iterable

# Names that the modules of the templates use themselves.
_HELPERS = {
    *("form_body", "header_values", "joined", "json_body", "multipart_body"),
    *("given", "json_text", "path_segment", "query_pairs", "send"),
}
_PARAMETERS = _HELPERS | {
    *("body", "client", "content", "media_type", "models", "self", "timeout", "url"),
}
_MODULES = {"client", "models", "since", "until", "cursor", "workers", "start", "parents"}
_MEMBERS = {"from_dict", "msgspec", "to_dict", "to_json"}
_ANNOTATIONS = {
    *("bool", "bytes", "dict", "float", "frozenset", "int", "list", "str"),
    *("datetime", "false", "self", "true"),
}
_CLASSES = {
    *("ABC", "AlsoEmptyArray", "AlsoInteger", "Any", "ClassVar", "File", "Model", "OpenEnum"),
    *("OneOf", "Request", "StatusError", "T", "Timestamp", "TypeAlias", "TypeVar", "UNSET", "UTC"),
    *("Unset", "KaskoApi", "AsyncKaskoApi", "InsureheroApi", "AsyncInsureheroApi"),
}


def function(name: str) -> str:
    """The name of an operation's builder and methods."""
    found = str(PythonIdentifier(name, prefix=""))
    found = found if found.isidentifier() else f"call_{found}".rstrip("_")
    return f"{found}_operation" if found in _HELPERS else found


def parameters(
    wire: Iterable[tuple[str, str]], operation: str, modules: Iterable[str]
) -> list[str]:
    """The names of all parameters of an operation, from place (`query`) and name."""
    known = [(place, _parameter(name)) for place, name in wire]
    names = [name for _, name in known]
    taken = {*_PARAMETERS, operation, *modules}
    return [
        f"{name}_{place}" if name in taken or names.count(name) > 1 else name
        for place, name in known
    ]


def _parameter(name: str) -> str:
    found = str(PythonIdentifier(name, prefix=""))
    return found if found.isidentifier() else f"parameter_{found}".rstrip("_")


def member(name: str) -> str:
    """The attribute that holds a member of an object; empty if no letter of it can be used."""
    found = str(PythonIdentifier(name, prefix=""))
    if found and not found.isidentifier():
        found = f"field_{found}"
    # Upstream keeps clear of all builtins; annotations use few of them.
    if found.endswith("_") and not iskeyword(found[:-1]) and found[:-1] not in _ANNOTATIONS:
        found = found[:-1]
    return f"{found}_" if found in _MEMBERS else found


def package(tag: str) -> str:
    """The module that holds the builders of a tag."""
    found = str(PythonIdentifier(tag, prefix="tag"))
    return f"{found}_operations" if found in _MODULES else found


def modules(spec: dict[str, Any]) -> set[str]:
    """The modules that the builders of all operations stand in."""
    nodes = (node for item in spec["paths"].values() for node in item.values())
    return {package(node["tags"][0]) for node in nodes if isinstance(node, dict) and "tags" in node}


def schema(name: str) -> str:
    """The name that a schema must have, as it is that of a class."""
    found = str(ClassName(name, prefix="Schema"))
    plain = found.rstrip("_")
    if found in _CLASSES or found != plain or iskeyword(plain):
        return f"{plain}Model"
    return found


def module(schema_name: str) -> str:
    return str(PythonIdentifier(schema_name, prefix=""))


def value(text: str, index: int) -> str:
    """The name of an enum's value."""
    name = text.upper() if text[:1].isalpha() else f"VALUE_{index}"
    return snake_case(name).upper()


def inline(*words: str) -> str:
    """The name of a schema that stands where it is used: that of its owner and its own."""
    return schema("".join(pascal_case(re.sub(r"\W+", " ", word)) for word in words))

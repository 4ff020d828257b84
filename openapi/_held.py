"""What a generated package holds, by importing and calling it, in the words of `_promise`."""

from __future__ import annotations

import ast
import base64
import datetime as dt
import email
import importlib
import inspect
import json
import re
import sys
import typing
from collections.abc import Sequence
from dataclasses import fields
from enum import Enum
from types import UnionType
from typing import TYPE_CHECKING, Any, get_origin
from urllib.parse import parse_qsl

import msgspec

from brolly_runtime import ByIndex, ByRow, ByTime, OneOf, Whole, builders, convert, decoder

if TYPE_CHECKING:
    from _promise import Facts


def main() -> None:
    """Print the facts of the package that is named; the cases to try come in."""
    json.dump(held(sys.argv[1], json.load(sys.stdin)), sys.stdout)


def held(package: str, cases: Any) -> Facts:
    """The facts of a package that can be imported."""
    facts: Facts = {}
    root = importlib.import_module(package)
    apis = {name: getattr(root, name) for name in root.__all__}
    for name, builder in builders(package).items():
        case = cases["operations"].get(name, {})
        facts[f"operation {name}"] = _operation(builder, apis, case)
        if pages := getattr(sys.modules[builder.__module__], name.upper(), None):
            facts[f"operation {name}"] |= _list(builder, pages, case)
    models = importlib.import_module(f"{package}.models")
    for name in models.__all__:
        case = cases["schemas"].get(name, {})
        facts[f"schema {name}"] = _schema(name, getattr(models, name), package, case)
    return facts


def _operation(builder: Any, apis: dict[str, Any], case: Any) -> dict[str, str]:
    """Call the builder with a different text for each argument, then with the samples."""
    arguments = inspect.signature(builder).parameters
    request, things = _called(builder)
    methods = {
        "async" if inspect.iscoroutinefunction(method) else "sync": method
        for api in apis.values()
        if (method := getattr(api, builder.__name__, None))
    }
    facts = {
        "request": f"{request.method} {request.template}",
        "methods": ", ".join(sorted(methods, reverse=True)),
        "security": ", ".join(request.security),
        "anonymous": str(request.anonymous),
        "server": request.server,
        "repeat on": str(list(request.repeat_on)),
        "accept": request.headers["Accept"],
    }
    for thing, name in things.items():
        plain = arguments[name].default is inspect.Parameter.empty
        facts[thing] = "required" if plain else "optional"
    for index, call in enumerate(case.get("calls", [])):
        facts[f"call {index}"] = _guarded(lambda call=call: _call(builder, things, call))
    for status, wire in case.get("answers", {}).items():
        facts[f"answer {status}"] = _guarded(lambda s=status, w=wire: _answer(request, int(s), w))
    shown = [_squeezed(method.__doc__ or "") for method in methods.values()]
    for thing, wanted in case.get("texts", {}).items():
        all_show = all(_squeezed(wanted) in text for text in shown)
        facts[f"text of {thing}"] = "shown" if all_show else "lost"
    return facts


def _called(builder: Any) -> tuple[Any, dict[str, str]]:
    """A request with another text for each argument, and which argument is which parameter."""
    arguments = inspect.signature(builder).parameters
    # Digits, which are a point in time too.
    marks = {name: str(10**9 + index) for index, name in enumerate(arguments)}
    marks.pop("body", None)
    hints = typing.get_type_hints(builder)
    lists = {name for name in marks if _listed(hints[name])}
    values = {name: [mark] if name in lists else mark for name, mark in marks.items()}
    given = {"body": msgspec.UNSET} if "body" in arguments else {}
    try:
        request = builder(**values, **given)
    except Exception:  # noqa: BLE001 - a form cannot be without a body
        request = builder(**values, body={"a": "b"})
    names = {json.dumps([mark]) if name in lists else mark: name for name, mark in marks.items()}
    things = _things(request, names)
    if "body" in arguments:
        things["body"] = "body"
    return request, things


def _listed(hint: Any) -> bool:
    """Whether an argument is a list that goes as JSON text."""
    return any(get_origin(one) is Sequence for one in (hint, *typing.get_args(hint)))


def _list(builder: Any, pages: Any, case: Any) -> dict[str, str]:
    """What a list is, and what the samples of an answer give by it."""
    kinds = {ByTime: "time", ByIndex: "index", ByRow: "row", Whole: "answer"}
    request = _called(builder)[0]
    things = {name: thing.partition(" ")[2] for thing, name in _called(builder)[1].items()}
    told = {one.name: getattr(pages, one.name) for one in fields(pages)}
    known = {
        key: things.get(value, value) if isinstance(value, str) else value
        for key, value in told.items()
        if key not in ("members", "attributes", "links")
    }
    facts = {"list": json.dumps([kinds[type(pages)], known, list(pages.members)], sort_keys=True)}
    for status, wire in case.get("answers", {}).items():
        if status[0] == "2":
            answer = request.read(int(status), (wire or "").encode())
            facts[f"records {status}"] = json.dumps(_plain(pages.records(answer)), sort_keys=True)
            if pages.members and isinstance(answer, msgspec.Struct):
                items = getattr(answer, "items", None)
                facts[f"items {status}"] = json.dumps(_plain(items), sort_keys=True)
            link = pages.link(answer) if isinstance(pages, ByTime) else None
            facts[f"link {status}"] = json.dumps(link)
    return facts


def _things(request: Any, names: dict[str, str]) -> dict[str, str]:
    """Which argument ends up as which parameter."""
    found: dict[str, str] = {}
    pattern = re.sub(r"\\\{[^}]*\\\}", r"([0-9]{10})", re.escape(request.template))
    matched = re.fullmatch(pattern, request.path)
    wanted = re.findall(r"\{([^}]*)\}", request.template)
    for wire, mark in zip(wanted, matched.groups() if matched else (), strict=False):
        found[f"path {wire}"] = names[mark]
    for wire, mark in request.query:
        found[f"query {wire}"] = names.get(mark, "")
    for wire, mark in request.headers.items():
        if mark in names:
            found[f"header {wire}"] = names[mark]
    return found


def _call(builder: Any, things: dict[str, str], call: dict[str, Any]) -> str:
    hints = typing.get_type_hints(builder)
    values = {things[thing]: _typed(wire, hints[things[thing]]) for thing, wire in call.items()}
    request = builder(**values)
    headers = dict(request.headers)
    kind = headers.pop("Content-Type", None)
    headers.pop("Accept")
    content = None if request.content is None and kind is None else _body(kind, request.content)
    query = sorted(f"{name}={value}" for name, value in request.query)
    sent = sorted(f"{name}={value}" for name, value in headers.items())
    return json.dumps([request.path, query, sent, content], sort_keys=True)


def _typed(wire: Any, hint: Any) -> Any:
    """A sample as a value of the type that the argument has."""
    if isinstance(hint, UnionType) or get_origin(hint) is typing.Union:
        kinds = [kind for kind in typing.get_args(hint) if kind is not msgspec.UnsetType]
    else:
        kinds = [hint]
    if bytes in kinds:
        return wire.encode()
    for kind in sorted(kinds, key=lambda kind: kind is str):
        try:
            return convert(wire, kind)
        except msgspec.ValidationError:
            continue
    raise TypeError(f"no {hint} takes {wire}")


def _body(kind: str, content: bytes) -> Any:
    plain = kind.partition(";")[0]
    if re.search(r"[/+]json$", plain):
        return [kind, json.loads(content)]
    if plain == "application/x-www-form-urlencoded":
        pairs = parse_qsl(content.decode(), keep_blank_values=True)
        return [plain, sorted([name, "", "", value] for name, value in pairs)]
    if plain == "multipart/form-data":
        message = email.message_from_bytes(b"Content-Type: %b\r\n\r\n%b" % (kind.encode(), content))
        parts: list[list[str]] = []
        for part in typing.cast("list[Any]", message.get_payload()):
            raw = part.get("Content-Disposition")
            name, file = (re.search(rf'; {key}="([^"]*)"', raw) for key in ("name", "filename"))
            media = part.get_content_type() if "Content-Type" in part else ""
            text = part.get_payload(decode=True).decode()
            parts.append([name[1] if name else "", file[1] if file else "", media, text])
        return [plain, sorted(parts)]
    return [kind, content.decode()]


def _answer(request: Any, status: int, wire: str | None) -> str:
    content = (wire or "").encode()
    read = request.read if 200 <= status <= 299 else request.read_error
    return json.dumps(_plain(read(status, content)), sort_keys=True)


def _schema(name: str, schema: Any, package: str, case: Any) -> dict[str, str]:
    module = ast.parse(inspect.getsource(_module_of(name, package)))
    texts = _texts(module)
    attributes: dict[str, str] = {}
    if isinstance(schema, OneOf):
        facts = {"kind": "one of"}
    elif get_origin(schema) is dict:
        facts = {"kind": "map"}
    elif issubclass(schema, Enum):
        facts = {"kind": "enum", **{f"value {member.value}": "known" for member in schema}}
    else:
        absent = {msgspec.NODEFAULT: "refused", None: "null", msgspec.UNSET: "unset"}
        facts = {"kind": "object"}
        for field in msgspec.structs.fields(schema):
            wire = field.encode_name
            attributes[f"member {wire}"] = field.name
            facts[f"member {wire}"] = absent[field.default]
            if field.name in schema._sensitive_:
                facts[f"masked {wire}"] = "yes"
            if wire in case.get("named", []):
                facts[f"attribute {wire}"] = field.name
    for index, sample in enumerate(case.get("samples", [])):
        facts[f"reads {index}"] = _guarded(
            lambda one=sample: json.dumps(_plain(decoder(schema).decode(one)), sort_keys=True)
        )
    for thing, wanted in case.get("texts", {}).items():
        attribute = attributes.get(thing.partition(", deprecated")[0], "")
        shown = _squeezed(wanted) in texts.get(attribute, "")
        facts[f"text of {thing}"] = "shown" if shown else "lost"
    return facts


def _module_of(name: str, package: str) -> Any:
    models = importlib.import_module(f"{package}.models")
    return importlib.import_module(f".{models._HOMES[name]}", models.__name__)


def _texts(module: ast.Module) -> dict[str, str]:
    """The docstring of a schema, under an empty name, and that of each attribute."""
    found: dict[str, str] = {}
    attribute = ""
    for top in module.body:
        body = top.body if isinstance(top, ast.ClassDef) else [top]
        attribute = ""
        for node in body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                attribute = node.target.id if isinstance(top, ast.ClassDef) else ""
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                found[attribute] = _squeezed(str(node.value.value))
    return found


def _squeezed(text: str) -> str:
    """A text without white space, as lines break anew."""
    return "".join(text.split())


def _guarded(thing: Any) -> str:
    """What came out, or which error."""
    try:
        return str(thing())
    except Exception as error:  # noqa: BLE001 - any error is a difference, and says so
        return f"{type(error).__name__}: {error}"


def _plain(value: Any) -> Any:
    """A value as data for JSON, with the types that it was read as."""
    if isinstance(value, bytes):
        return {"bytes": value.decode()}
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "value": value.value}
    if isinstance(value, dt.datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, msgspec.Struct):
        held = {
            field.encode_name: _plain(one)
            for field in msgspec.structs.fields(value)
            if (one := getattr(value, field.name)) is not msgspec.UNSET
        }
        if type(value).__name__ == "File":
            held["content"] = base64.b64encode(value.content).decode()  # type: ignore[attr-defined]
        return {"is": type(value).__name__} | held
    return value


if __name__ == "__main__":
    main()

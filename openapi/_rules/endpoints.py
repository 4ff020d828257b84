"""Servers, tags, security, paths and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import _names as names
from _grammar import METHODS
from _reader import Place, meant

from .facts import Node, bare, operations
from .messages import Messages

if TYPE_CHECKING:
    from collections.abc import Iterator


_PATH = re.compile(r"(/([A-Za-z0-9._~!$&'()*+,;=:@%-]|\{[^{}/]+\})*)+")


class Operations(Messages):
    """What an operation says, and what all of them share."""

    def server(self, server: Node, place: Place) -> None:
        url = urlsplit(server["url"])
        if url.scheme != "https" or not url.hostname or "{" in server["url"]:
            self.no(
                (*place, "url"), f"{server['url']} is not an address; write https:// and a host"
            )
        elif url.path.strip("/") or url.query or url.fragment or "@" in url.netloc:
            origin = f"https://{url.netloc.rpartition('@')[2]}"
            # Not as it was found, which may hold a password.
            begin = f" and begin the paths with {path}" if (path := url.path.rstrip("/")) else ""
            self.no(
                (*place, "url"),
                f"the server {origin}{url.path} is more than an origin; write {origin}{begin}",
            )

    def tags(self) -> None:
        seen: dict[str, str] = {}
        listed: list[tuple[str, Place]] = [
            (tag["name"], ("tags", index, "name"))
            for index, tag in enumerate(self.spec.get("tags", []))
        ]
        if not listed:
            used = {
                node["tags"][0]: ("paths", path, method, "tags")
                for path, method, _, node in operations(self.spec)
            }
            listed = list(used.items())
        for name, place in listed:
            package = names.package(name)
            if not package.isidentifier():
                self.no(place, f"the tag {name} gives no name of a package; begin it with a letter")
            elif package in seen:
                self.no(
                    place,
                    f"the tag {name} and {seen[package]} are both {package} in Python; rename one",
                )
            seen[package] = name

    def schemes(self) -> None:
        for name, scheme in self.spec["components"].get("securitySchemes", {}).items():
            place: Place = ("components", "securitySchemes", name)
            if scheme["type"] == "http" and scheme.get("scheme") not in ("basic", "bearer"):
                self.no(
                    place,
                    f"{name} has the scheme {scheme.get('scheme')}; write scheme: basic or bearer, which the client knows",
                )
            elif scheme["type"] == "apiKey" and (
                scheme.get("in") != "header" or "name" not in scheme
            ):
                self.no(
                    place,
                    f"{name} is not sent in a header; write in: header and name:, as the client keeps keys out of addresses",
                )
            elif scheme["type"] not in ("http", "apiKey"):
                self.no(
                    (*place, "type"),
                    f"{name} is of type {scheme['type']}, which the client does not know; write type: http and scheme: bearer if a token is sent, or type: apiKey",
                )

    def security(self, node: Node, place: Place) -> None:
        schemes = self.spec["components"].get("securitySchemes", {})
        place = (*place, "security")
        choices = node.get("security", [])
        for index, choice in enumerate(choices):
            at = (*place, index)
            if not choice and len(choices) == 1:
                self.no(at, "{} asks for nothing; write security: []")
            elif len(choice) > 1:
                self.no(
                    at,
                    f"{' and '.join(choice)} at once; a call carries one credential, so write "
                    "each as an entry of its own (- name: []) if one of them is enough",
                )
            for name, scopes in choice.items():
                if name not in schemes:
                    close = meant(name, schemes)
                    self.no(
                        (*at, name),
                        f"the security scheme {name} is not in components/securitySchemes{close or '; describe it there'}",
                    )
                elif scopes and schemes[name]["type"] not in ("oauth2", "openIdConnect"):
                    self.no((*at, name), f"{name} knows no scopes; write {name}: []")

    def paths(self) -> None:
        shapes: dict[tuple[str, str], str] = {}
        ids: dict[str, Place] = {}
        for path, item in self.spec["paths"].items():
            place: Place = ("paths", path)
            if (
                not _PATH.fullmatch(bare(path))
                or "//" in path
                or re.search(r"%(?![0-9A-Fa-f]{2})", path)
            ):
                self.no(
                    place,
                    f"{path} is not a path; write /, then segments of letters, digits and {{names}}",
                )
                continue
            if not any(method in item for method in METHODS):
                self.no(place, f"{path} has no operation; write get:, post: ... or remove it")
            if "servers" in item:
                self.one_server(item, place)
            for method in METHODS:
                if method not in item:
                    continue
                shape = (method, re.sub(r"\{[^}]*\}", "{}", path))
                if shape in shapes:
                    self.no(
                        (*place, method),
                        f"{method} {path} has the address of {shapes[shape]}; "
                        "keep one, or tell versions apart by a fragment (/path#v2)",
                    )
                shapes.setdefault(shape, path)
                self.operation(path, method, item, (*place, method), ids)
        webhooks = self.spec.get("webhooks", {})
        for name, item in webhooks.items():
            for method in METHODS:
                if method in item:
                    self.operation_id(item[method], ("webhooks", name, method), ids)
        self.links(ids)

    def one_server(self, node: Node, place: Place) -> None:
        servers = node["servers"]
        if len(servers) != 1:
            self.no((*place, "servers"), f"{len(servers)} servers of one operation; write one")
        for index, server in enumerate(servers):
            self.server(server, (*place, "servers", index))

    def operation_id(self, node: Node, place: Place, ids: dict[str, Place]) -> str:
        name, at = node["operationId"], (*place, "operationId")
        wanted = names.function(re.sub(r"[^\w.-]+", "_", name))
        if name != wanted:
            self.no(
                at,
                f"the operationId {name} cannot be the name of a method; write operationId: {wanted}",
            )
        elif name in ids:
            line = self.document.line(ids[name])
            self.no(at, f"the operationId {name} stands in line {line} too; write another one")
        elif name in self.methods:
            self.no(
                at,
                f"the operationId {name} is a method of the client; write operationId: {name}_operation",
            )
        ids.setdefault(name, at)
        return str(name)

    def operation(
        self, path: str, method: str, item: Node, place: Place, ids: dict[str, Place]
    ) -> None:
        node = item[method]
        name = self.operation_id(node, place, ids)
        self.security(node, place)
        if "servers" in node:
            self.one_server(node, place)
        declared = [tag["name"] for tag in self.spec.get("tags", [])]
        if len(node["tags"]) > 1:
            self.no((*place, "tags"), f"{name} has {len(node['tags'])} tags; write one")
        elif declared and node["tags"][0] not in declared:
            close = meant(node["tags"][0], declared)
            self.no(
                (*place, "tags"),
                f"the tag {node['tags'][0]} is not under tags{close or '; describe it there'}",
            )
        self.parameters(path, name, item, node, place)
        if "requestBody" in node:
            if method in ("get", "head"):
                self.no(
                    (*place, "requestBody"),
                    f"a body with {method.upper()}; use query parameters, or post:",
                )
            self.body(node["requestBody"], (*place, "requestBody"))
        statuses = list(node["responses"])
        for status in statuses:
            at = (*place, "responses", status)
            if not re.fullmatch(r"[2345](\d\d|XX)|default", status):
                right = (
                    status.upper() if re.fullmatch(r"[2345]xx", status) else "'200', 2XX or default"
                )
                self.no(at, f"{status} is not a status; write {right}")
                continue
            answer = node["responses"][status]
            if status == "204" and self.resolve(answer).get("content"):
                self.no(at, "a body with 204, which has none; write '200', or leave content: out")
            self.response(answer, at)
        if not any(status[0] == "2" for status in statuses):
            self.no(
                (*place, "responses"),
                f"{name} has no successful response; write '200': or 2XX: beside "
                "the others (default stands for errors)",
            )

    def webhook(self, node: Node, place: Place) -> None:
        for index, parameter in enumerate(node.get("parameters", [])):
            if "$ref" not in parameter:
                self.schema(
                    parameter["schema"], (*place, "parameters", index, "schema"), "parameter"
                )
        if "requestBody" in node:
            self.body(node["requestBody"], (*place, "requestBody"))

    def links(self, ids: dict[str, Place]) -> None:
        known = {node["operationId"]: (item, node) for _, _, item, node in operations(self.spec)}
        for node, place in find(self.spec, (), "links"):
            for name, link in node.items():
                if "$ref" in link or not isinstance(link, dict) or "operationId" not in link:
                    continue
                at = (*place, name)
                if link["operationId"] not in ids:
                    close = meant(link["operationId"], ids)
                    self.no(
                        (*at, "operationId"),
                        f"the link {name} leads to no operation {link['operationId']}{close or '; write the id of one'}",
                    )
                elif link["operationId"] in known:
                    item, operation = known[link["operationId"]]
                    all_ = [
                        self.resolve(one)
                        for one in item.get("parameters", []) + operation.get("parameters", [])
                    ]
                    possible = {one["name"] for one in all_} | {
                        f"{one['in']}.{one['name']}" for one in all_
                    }
                    for one in link.get("parameters", {}):
                        if one not in possible:
                            close = meant(one, possible)
                            self.no(
                                (*at, "parameters", one),
                                f"{link['operationId']} has no parameter {one}{close or '; remove it'}",
                            )


def find(node: Any, place: Place, key: str) -> Iterator[tuple[Any, Place]]:
    """Each value under a key, but not what examples hold."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key and place[-1:] not in (("properties",), ("schemas",)):
                yield value, (*place, name)
            elif name not in ("example", "examples", "default", "value"):
                yield from find(value, (*place, name), key)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from find(value, (*place, index), key)

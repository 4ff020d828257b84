"""Which keys each object of our OpenAPI files has, and of what kind their values are.

OpenAPI has more. A key that the generated code could not follow is refused here, with what to write
instead, since to ignore it would lose what it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")

Fields: TypeAlias = dict[str, str]
"""A key and its kind of value: a plain kind or the name of an object; `[x]` a list, `{x}` a map."""


@dataclass(frozen=True)
class Kind:
    """An object of OpenAPI.

    Attributes:
        fields: The keys that it may have.
        required: Those that it must have.
        refused: Keys of OpenAPI that we do not follow, and what to write instead.
        section: The section of `components` that a `$ref` in its place may point to.
    """

    fields: Fields
    required: tuple[str, ...] = ()
    refused: Fields = field(default_factory=dict)
    section: str = ""


def _ours(*names: str) -> Fields:
    return {name: OURS[name] for name in (*names, "x-source", "x-status", "x-note")}


OURS = {
    "x-source": "texts",
    "x-status": "documented|inferred",
    "x-note": "notes",
    "x-sensitive": "personal|secret",
    "x-read-also": "integer|empty-array",
    "x-repeat-on": "statuses",
    "x-request-body": "any",
    "x-map": "flag",
    "x-name": "text",
    "x-max-bytes": "count",
    "x-media-types": "texts",
    "x-paging": "paging",
}
_DOCS = {"externalDocs": "write the address into the description"}
_EXAMPLES = {"example": "any", "examples": "{example}"}
_OWN_SERVERS = "servers of single operations go into the operation"

KINDS = {
    "document": Kind(
        {
            "openapi": "text",
            "info": "info",
            "externalDocs": "docs",
            "servers": "[server]",
            "security": "requirements",
            "tags": "[tag]",
            "paths": "{path item}",
            "webhooks": "{path item}",
            "components": "components",
            **_ours(),
        },
        ("openapi", "info", "paths", "components"),
        {
            "jsonSchemaDialect": "leave it out: schemas are JSON Schema 2020-12",
            "x-sources": "describe the documents in openapi/sources.yaml",
        },
    ),
    "info": Kind(
        {
            "title": "text",
            "summary": "text",
            "version": "text",
            "description": "text",
            "license": "license",
            "contact": "contact",
            "termsOfService": "text",
            **_ours(),
        },
        ("title", "version"),
    ),
    "license": Kind({"name": "text", "identifier": "text", "url": "text"}, ("name",)),
    "contact": Kind({"name": "text", "url": "text", "email": "text"}),
    "docs": Kind({"description": "text", "url": "text", **_ours()}, ("url",)),
    "server": Kind(
        {"url": "text", "description": "text", **_ours()},
        ("url",),
        {"variables": "write one server for each value"},
    ),
    "tag": Kind({"name": "text", "description": "text", **_ours()}, ("name",), _DOCS),
    "path item": Kind(
        {
            "parameters": "[parameter]",
            "servers": "[server]",
            **dict.fromkeys(METHODS, "operation"),
        },
        refused={
            "$ref": "write its operations here",
            "trace": "leave it out: HTTP clients do not send TRACE",
            "summary": "write it into each operation",
            "description": "write it into each operation",
        },
    ),
    "operation": Kind(
        {
            "operationId": "text",
            "tags": "texts",
            "summary": "text",
            "description": "text",
            "parameters": "[parameter]",
            "requestBody": "body",
            "responses": "{response}",
            "security": "requirements",
            "servers": "[server]",
            "deprecated": "flag",
            **_ours("x-repeat-on", "x-paging"),
        },
        ("operationId", "tags", "responses"),
        {**_DOCS, "callbacks": "describe what the provider sends under webhooks"},
    ),
    "paging": Kind(
        {
            "by": "time|index|row|answer",
            "records": "texts",
            "one": "text",
            "next": "any list",
            "most": "size",
            "numbered": "flag",
            **dict.fromkeys(("since", "until", "size", "first", "last", "after"), "text"),
            "without": "texts",
            "each": "parents",
        },
        ("by",),
    ),
    "parents": Kind({"list": "text", "member": "text"}, ("list", "member")),
    "parameter": Kind(
        {
            "name": "text",
            "in": "query|path|header",
            "description": "text",
            "required": "flag",
            "schema": "schema",
            "deprecated": "flag",
            "explode": "flag",
            "style": "form|simple|spaceDelimited|pipeDelimited",
            **_EXAMPLES,
            **_ours("x-sensitive"),
        },
        ("name", "in", "schema"),
        {
            "content": "write schema: with the type that is sent",
            "allowReserved": "leave it out: reserved characters are percent-encoded",
            "allowEmptyValue": "leave it out; an empty text is sent as it is",
        },
        "parameters",
    ),
    "body": Kind(
        {"description": "text", "required": "flag", "content": "{media}", **_ours()},
        ("content",),
        section="requestBodies",
    ),
    "response": Kind(
        {
            "description": "text",
            "headers": "{header}",
            "content": "{media}",
            "links": "{link}",
            **_ours(),
        },
        ("description",),
        section="responses",
    ),
    "media": Kind(
        {"schema": "schema", "encoding": "{encoding}", **_EXAMPLES, **_ours()},
    ),
    "encoding": Kind(
        {"contentType": "text", **_ours()},
        ("contentType",),
        {
            "headers": "leave it out: parts have no headers of their own",
            **dict.fromkeys(("style", "explode"), "leave it out: a list repeats its name"),
            "allowReserved": "leave it out: reserved characters are percent-encoded",
        },
    ),
    "header": Kind(
        {
            "description": "text",
            "required": "flag",
            "schema": "schema",
            "deprecated": "flag",
            "style": "simple",
            "explode": "flag",
            **_EXAMPLES,
            **_ours(),
        },
        ("schema",),
        {"content": "write schema: with its type"},
        "headers",
    ),
    "link": Kind(
        {
            "operationId": "text",
            "description": "text",
            "parameters": "any map",
            "requestBody": "any",
            **_ours("x-request-body"),
        },
        ("operationId",),
        {"operationRef": "write operationId: with the id of the operation", "server": _OWN_SERVERS},
        "links",
    ),
    "example": Kind(
        {"summary": "text", "description": "text", "value": "any", **_ours()},
        ("value",),
        {"externalValue": "write the example here, under value:"},
        "examples",
    ),
    "components": Kind(
        {
            "schemas": "{schema}",
            "responses": "{response}",
            "parameters": "{parameter}",
            "examples": "{example}",
            "requestBodies": "{body}",
            "headers": "{header}",
            "securitySchemes": "{scheme}",
            "links": "{link}",
        },
        ("schemas",),
        {
            "callbacks": "describe what the provider sends under webhooks",
            "pathItems": "write the operations under paths",
        },
    ),
    "scheme": Kind(
        {
            "type": "apiKey|http|oauth2|openIdConnect|mutualTLS",
            "description": "text",
            "name": "text",
            "in": "query|header|cookie",
            "scheme": "text",
            "bearerFormat": "text",
            "flows": "any map",
            "openIdConnectUrl": "text",
            **_ours("x-sensitive"),
        },
        ("type",),
    ),
    "schema": Kind(
        {
            "type": "type",
            "description": "text",
            "format": "text",
            "enum": "values",
            "properties": "{schema}",
            "required": "names",
            "items": "schema",
            "additionalProperties": "flag or schema",
            "allOf": "[schema]",
            "anyOf": "[schema]",
            "oneOf": "[schema]",
            "discriminator": "discriminator",
            "default": "any",
            "example": "any",
            "examples": "any list",
            "deprecated": "flag",
            "readOnly": "flag",
            "writeOnly": "flag",
            "contentMediaType": "text",
            "contentSchema": "schema",
            **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum"), "number"),
            **dict.fromkeys(("exclusiveMaximum", "multipleOf"), "number"),
            **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), "count"),
            **dict.fromkeys(("minProperties", "maxProperties"), "count"),
            "pattern": "pattern",
            "uniqueItems": "flag",
            **_ours("x-sensitive", "x-read-also", "x-map", "x-name", "x-max-bytes"),
            **_ours("x-media-types"),
        },
        refused={
            **_DOCS,
            "title": "the name under components/schemas is the name of the class; leave title out",
            "const": "write enum: with the one value",
            "nullable": "write type: [string, 'null'], or anyOf: with the $ref and {type: 'null'}",
            "xml": "leave it out: bodies are JSON or forms",
            "not": "say it in the description",
            **dict.fromkeys(("if", "then", "else"), "say it in the description"),
            **dict.fromkeys(("dependentRequired", "dependentSchemas"), "say it in the description"),
            "patternProperties": "write additionalProperties: with the schema of the values",
            "propertyNames": "say it in the description",
            "prefixItems": "write items: with the schema of all items",
            "unevaluatedProperties": "write additionalProperties",
            "unevaluatedItems": "write items",
            **dict.fromkeys(
                ("contains", "minContains", "maxContains"), "say it in the description"
            ),
            "$defs": "name the schemas under components/schemas",
            "definitions": "name the schemas under components/schemas",
            **dict.fromkeys(("$id", "$anchor", "$dynamicRef", "$dynamicAnchor"), "leave it out"),
            **dict.fromkeys(("$schema", "$vocabulary"), "leave it out"),
            "$comment": "write a YAML comment (#)",
            "contentEncoding": "say it in the description",
        },
        section="schemas",
    ),
    "discriminator": Kind({"propertyName": "text", "mapping": "any map"}, ("propertyName",)),
}

"""The runtime of the generated packages: models, requests, encoding of values. No I/O."""

from msgspec import UNSET, UnsetType as Unset, field

from ._arguments import LATEST, instant, kind_of, number_of, second
from ._encoding import (
    as_utc,
    check_files,
    form_body,
    given,
    header_values,
    joined,
    json_body,
    json_text,
    multipart_body,
    path_segment,
    query_pairs,
)
from ._errors import BrollyError, ConfigurationError
from ._lists import ByIndex, ByRow, ByTime, Moment, OnInvalid, Page, Whole, records_at
from ._models import AlsoEmptyArray, AlsoInteger, File, Model, OpenEnum, Timestamp
from ._modules import LazyModule, builders, copy_docs, lazy_exports, lazy_modules
from ._requests import Request, StatusError
from ._types import OneOf, convert, decode, decoder, mismatch, once, one_of

__all__ = (
    "LATEST",
    "UNSET",
    "AlsoEmptyArray",
    "AlsoInteger",
    "BrollyError",
    "ByIndex",
    "ByRow",
    "ByTime",
    "ConfigurationError",
    "File",
    "LazyModule",
    "Model",
    "Moment",
    "OnInvalid",
    "OneOf",
    "OpenEnum",
    "Page",
    "Request",
    "StatusError",
    "Timestamp",
    "Unset",
    "Whole",
    "as_utc",
    "builders",
    "check_files",
    "convert",
    "copy_docs",
    "decode",
    "decoder",
    "field",
    "form_body",
    "given",
    "header_values",
    "instant",
    "joined",
    "json_body",
    "json_text",
    "kind_of",
    "lazy_exports",
    "lazy_modules",
    "mismatch",
    "multipart_body",
    "number_of",
    "once",
    "one_of",
    "path_segment",
    "query_pairs",
    "records_at",
    "second",
)

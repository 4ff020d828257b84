"""What generated packages stand on: models, requests, the wire form of values. No I/O."""

from msgspec import UNSET, UnsetType as Unset, field

from ._encoding import (
    as_utc,
    check_files,
    header_values,
    json_body,
    multipart_body,
    path_segment,
    query_pairs,
)
from ._errors import BrollyError, ConfigurationError
from ._models import AlsoEmptyArray, AlsoInteger, File, Model, OpenEnum, Timestamp
from ._requests import Request, StatusError
from ._types import convert, decoder

__all__ = (
    "UNSET",
    "AlsoEmptyArray",
    "AlsoInteger",
    "BrollyError",
    "ConfigurationError",
    "File",
    "Model",
    "OpenEnum",
    "Request",
    "StatusError",
    "Timestamp",
    "Unset",
    "as_utc",
    "check_files",
    "convert",
    "decoder",
    "field",
    "header_values",
    "json_body",
    "multipart_body",
    "path_segment",
    "query_pairs",
)

"""openapi-python-client, with the filter `facts` for our templates."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import openapi_python_client
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import ParseError

if TYPE_CHECKING:
    from openapi_python_client.parser.errors import GeneratorError
    from openapi_python_client.schema.untrusted_string import UntrustedString

CONFIG = Path(__file__).parent / "generator.yaml"
# Filters are global.
_ONE_AT_A_TIME = Lock()


def write(spec: dict[str, Any], source: Path, target: Path, templates: Path) -> list[str]:
    """Write a package from what `_dialect` gives, which is kept in `source`.

    Returns the errors and warnings of upstream. A template may raise any exception.
    """

    def facts(path: UntrustedString) -> Any:
        return spec["x-facts"][path.get_untrusted_value().partition("#")[2]]

    source.write_text(json.dumps(spec))
    settings = ConfigFile.load_from_path(CONFIG)
    config = Config.from_sources(settings, MetaType.NONE, source, "utf-8", False, target)
    # Upstream prints to stdout.
    with _ONE_AT_A_TIME, redirect_stdout(StringIO()):
        # Templates ask `endpoint.path | facts` for what `_dialect` notes of an operation.
        openapi_python_client.TEMPLATE_FILTERS["facts"] = facts
        errors = openapi_python_client.generate(config=config, custom_template_path=templates)
    return [_told(error) for error in errors]


def _told(error: GeneratorError) -> str:
    data = error.data if isinstance(error, ParseError) else None
    shown = data.model_dump_json(indent=2, exclude_unset=True, by_alias=True) if data else ""
    return f"{error.header}\n{error.detail or ''}\n{shown}"

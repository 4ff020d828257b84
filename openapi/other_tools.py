"""Hold the specs, and what `make bundle` makes of them, against the tools of others.

    python openapi/other_tools.py

`make lint-openapi` installs the tools into .build/ first. Prints one line for each tool and file;
what a tool said follows where it refused. The exit code is 1 if any did.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

import bundle

ROOT = bundle.ROOT
NODE = ROOT / ".build" / "node"
JARS = ROOT / ".build" / "openapi-generator"
PARSE = (
    "import parser from '@apidevtools/swagger-parser'; await parser.validate(process.argv.at(-1));"
)
PATIENCE = 120
# Prism reads no list of files out of a form, so it refuses each request of these.
LISTS_OF_FILES = {"upload_risk_item_assets", "upload_claim_assets"}

Node: TypeAlias = dict[str, Any]


def main() -> int:
    bundle.main()
    plain = [ROOT / "openapi" / f"{name}.yaml" for name in bundle.SPECS]
    made = sorted((ROOT / "dist" / "openapi").glob("*.json"))
    jar = next(JARS.rglob("openapi-generator.jar"))
    refused = 0
    tools = NODE / "node_modules" / ".bin"
    settings = ROOT / "openapi"
    judged = run(tools / "redocly", "lint", "--config", settings / "redocly.yaml")
    refused += told("Redocly", "specs", judged)
    rules = ("--ruleset", settings / "spectral.yaml", "--fail-severity", "warn")
    judged = run(tools / "spectral", "lint", *rules, *plain, *made)
    refused += told("Spectral", "specs and bundles", judged)
    for file in [*plain, *made]:
        judged = run("node", "--input-type=module", "-e", PARSE, file)
        refused += told("swagger-parser", file.name, judged)
        judged = run("java", "-jar", jar, "validate", "-i", file)
        refused += told("OpenAPI Generator", file.name, judged)
    for name in bundle.SPECS:
        refused += told("Prism", f"{name}-merged.json", prism(name))
    return min(refused, 1)


def run(*words: str | Path) -> str:
    """What a tool said if it refused, else nothing."""
    done = subprocess.run(
        [str(word) for word in words], cwd=NODE, capture_output=True, text=True, check=False
    )
    return (done.stdout + done.stderr or "it failed") if done.returncode else ""


def told(tool: str, file: str, complaint: str) -> bool:
    print(f"{tool:<18} {file:<24} {'REFUSED' if complaint else 'valid'}\n{complaint}".rstrip())
    return bool(complaint)


def prism(name: str) -> str:
    """Ask Prism's mock for each documented error of each operation; what did not come as such."""
    file = ROOT / "dist" / "openapi" / f"{name}-merged.json"
    document = json.loads(file.read_text("utf-8"))
    missed: list[str] = []
    with mocked(file) as port:
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if operation["operationId"] in LISTS_OF_FILES:
                    continue
                request = example(document, path, operation)
                for status, answer in operation["responses"].items():
                    if re.fullmatch("[45][0-9][0-9]", status):
                        found, body = ask(port, method.upper(), request, status)
                        shown = shown_in(document, bundle.resolved(document, answer))
                        if found != int(status) or body != shown:
                            missed.append(f"{method.upper()} {path}: {status} came as {found}")
    return "\n".join(missed)


Request: TypeAlias = "tuple[str, dict[str, str], bytes]"


def example(document: Node, path: str, operation: Node) -> Request:
    """Address, headers and body of the request that the examples of the spec make."""
    query: list[tuple[str, Any]] = []
    for reference in operation["parameters"]:
        one = bundle.resolved(document, reference)
        value = bundle.resolved(document, one["schema"]).get("example")
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(str(value), safe=""))
        elif one["in"] == "query" and one.get("required"):
            query.append((one["name"], value))
    address = f"{path}?{urlencode(query)}"
    headers = {"Authorization": "Bearer example", "x-api-key": "example"}
    body = bundle.resolved(document, operation.get("requestBody", {}))
    if not body:
        return address, headers, b""
    if "application/json" in body["content"]:
        value = shown_in(document, body)
        headers["Content-Type"] = "application/json"
        return address, headers, json.dumps(value).encode()
    schema = bundle.resolved(document, body["content"]["multipart/form-data"]["schema"])
    parts = "".join(
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nsample\r\n'
        for name in schema["required"]
    )
    headers["Content-Type"] = "multipart/form-data; boundary=part"
    return address, headers, f"{parts}--part--\r\n".encode()


def shown_in(document: Node, message: Node) -> Any:
    """The first example of a body in JSON."""
    examples = message["content"]["application/json"]["examples"]
    return bundle.resolved(document, next(iter(examples.values())))["value"]


def ask(port: int, method: str, request: Request, status: str) -> tuple[int, Any]:
    address, headers, content = request
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, address, content, {**headers, "Prefer": f"code={status}"})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text or b"null")


@contextmanager
def mocked(file: Path) -> Iterator[int]:
    """Prism's mock of a file; the port that it listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [NODE / "node_modules/.bin/prism", "mock", "-p", str(port), file]
    words = [str(word) for word in command]
    with subprocess.Popen(
        words, cwd=NODE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    ) as process:
        try:
            wait(port, process)
            yield port
        finally:
            process.terminate()


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("Prism did not start")


if __name__ == "__main__":
    sys.exit(main())

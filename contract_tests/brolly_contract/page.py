"""A verdict as one HTML page.

The page loads nothing and runs only its own script; a policy in the page makes browsers enforce
this. The template engine escapes everything that may come from a provider.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from brolly_contract.facts import Fact
from brolly_contract.promises import LIMITS, promise, stands_on
from brolly_contract.target import Api
from brolly_contract.terminal import count, figures, headline, untested
from brolly_contract.verdict import TITLES, Verdict, summary

_FOLDER = Path(__file__).resolve().parent / "page_parts"


def page(verdict: Verdict) -> str:
    """The page of a verdict."""
    style, script = (_FOLDER.joinpath(f"page.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return _template().render(
        verdict=verdict,
        headline=headline(verdict),
        lead=figures(verdict),
        untested=untested(verdict),
        limits=LIMITS,
        new=[cause for cause in verdict.causes if not cause.accepted],
        known=[cause for cause in verdict.causes if cause.accepted],
        state="holds" if verdict.holds else "broken" if verdict.new else "short",
        titles=TITLES,
        summary=summary,
        kinds=sorted(
            {row.standing for row in verdict.rows} | ({"accepted"} if verdict.known else set())
        ),
        checks={api: _checks(verdict, api) for api in verdict.apis},
        findings=verdict.findings,
        links=verdict.links(),
        responses=verdict.responses(),
        # Our own files are not escaped: neither contains the end tag of its element.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "breakable": _breakable,
        "count": count,
        "grouped": "{:,}".format,
        "prose": _prose,
    }
    return environment.get_template("page.html.jinja")


def _checks(verdict: Verdict, api: Api) -> list[tuple[str, str, int, list[Fact]]]:
    """Each check that looked at something: name, promise, how often, what it relies on."""
    looked = Counter[str]()
    for outcome in verdict.outcomes:
        if outcome.api == api:
            looked.update(outcome.checks)
    return [
        (check, promise(check), times, stands_on(api, check))
        for check, times in sorted(looked.items())
    ]


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy for the page's own style and script, and nothing else."""
    hashes = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (style, script)
    ]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _prose(text: str) -> Markup:
    """Text of the specifications with its `code` and **stress** as HTML; escaped first."""
    shown = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    shown = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", shown)
    return Markup(shown)  # noqa: S704


def _breakable(text: str) -> Markup:
    """A path or a name that lines break only at the ends of its words."""
    shown = re.sub(r"([/_.])(?=\w)", r"\1<wbr>", str(escape(text)))
    return Markup(shown)  # noqa: S704

"""The end of the help, and the output of `brolly` alone."""

from __future__ import annotations

from typing import Any

from ._exit import ExitCode
from ._options import block

ENDING = "\n\n".join(
    [
        block(
            "Environment",
            "KASKO_API_KEY, KASKO_BASE_URL            key and address of KASKO",
            "INSUREHERO_API_KEY, INSUREHERO_BASE_URL  key and address of InsureHero",
            "INSUREHERO_CHANNEL_KEY                   key of a sales channel",
            "BROLLY_LOG=debug                         log each call; show tracebacks of bugs",
        ),
        (
            "Keys are read from the environment only: command-line arguments are visible to "
            "other users of the same machine."
        ),
        block("Exit codes", *(f"{code.value:<4} {code.meaning}" for code in ExitCode)),
    ]
)

SETTINGS: dict[str, Any] = {
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 100},
    # Plain text: the same help on a terminal and in a pipe.
    "rich_markup_mode": None,
    "add_completion": False,
    "pretty_exceptions_enable": False,
}

# Without arguments it shows what to type next, which is shorter than the help.
TOP: dict[str, Any] = {
    **SETTINGS,
    "no_args_is_help": False,
    "invoke_without_command": True,
    "add_completion": True,
}

START = """\
brolly reads insurance data from KASKO and InsureHero Shield.

Without an account, in two terminals:
  brolly mock
  KASKO_BASE_URL=http://127.0.0.1:8080 KASKO_API_KEY={key} brolly kasko policies

With a key:
  export KASKO_API_KEY=...       {kasko}
  brolly kasko policies --since 2015-10-01

  export INSUREHERO_API_KEY=...  {insurehero}
  brolly insurehero claims

brolly doctor                shows what is set up and what is missing
brolly --help                lists all commands, variables and exit codes
brolly --install-completion  teaches your shell to complete them
"""

"""Runs tests against mutants of our own code: `python -m mutants.hunt`, verdicts as JSON.

With `--sound` each test runs on the unaltered code too, where it has to pass.

One pytest session collects the tests that the mutants name. Each mutant then lives in a forked
child of it, which edits the code that is already loaded and runs its test there; so nothing has to
be undone, and nothing is imported twice.
"""

from __future__ import annotations

import inspect
import json
import os
import signal
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from brolly_mock import create_app
from brolly_runtime import _types
from mutants.client_mutants import MUTANTS, Mutant

_FOLDER = Path(__file__).resolve().parents[1]
_PATIENCE = 30
"""Seconds for one mutant: one that never ends is not caught."""
_OURS = ("brolly", "kasko_api", "insurehero_api", "client", "unit", "contract_tests", "test_")


class StaleMutantError(ValueError):
    """An edit does not fit its module, or changes nothing that runs."""


def spread(mutant: Mutant) -> None:
    """Make a mutant of the loaded code, for the rest of this process.

    Functions get other code in place, so that everybody who has imported them runs the mutant.
    What an edit changes of a class or a constant is made anew, and put wherever the old one is.

    Raises:
        StaleMutantError: The edit does not fit.
    """
    name, _, only = mutant.module.partition(":")
    module = import_module(name)
    source = inspect.getsource(module)
    part = inspect.getsource(getattr(module, only)) if only else source
    if part.count(mutant.old) != 1:
        raise StaleMutantError(f"{mutant.name}: {mutant.old!r} is not once in {mutant.module}")
    edited = source.replace(part, part.replace(mutant.old, mutant.new))
    changed = compile(edited, module.__file__ or "", "exec")
    codes = {code.co_qualname: code for code in _codes(changed)}
    swapped = 0
    for function in _functions(module):
        code = codes[function.__code__.co_qualname]
        if _runs(code) != _runs(function.__code__):
            function.__code__ = code
            swapped += 1
    if swapped:
        return
    _forget()
    before = dict(vars(module))
    exec(changed, vars(module))  # noqa: S102 - the module's own source
    anew = {id(old): vars(module)[name] for name, old in before.items() if _is_ours(old, module)}
    for other in _our_modules():
        for name, value in list(vars(other).items()):
            if id(value) in anew:
                setattr(other, name, anew[id(value)])


def _our_modules() -> list[types.ModuleType]:
    return [one for one in sys.modules.values() if one.__name__.startswith(_OURS)]


def _forget() -> None:
    """Empty the caches, which may hold the old classes."""
    _types._decoders.clear()
    for module in _our_modules():
        for value in vars(module).values():
            if callable(clear := getattr(value, "cache_clear", None)):
                clear()


def _is_ours(value: object, module: types.ModuleType) -> bool:
    return isinstance(value, type) and value.__module__ == module.__name__


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _codes(constant)


def _runs(code: types.CodeType) -> tuple[object, ...]:
    """What a function does, wherever it stands in its file."""
    inner = [_runs(one) if isinstance(one, types.CodeType) else one for one in code.co_consts]
    return code.co_code, code.co_names, code.co_varnames, repr(inner)


def _functions(module: types.ModuleType) -> Iterator[types.FunctionType]:
    """The functions of a module and the methods of its classes, however they are wrapped."""
    for holder in [module, *filter(inspect.isclass, vars(module).values())]:
        if getattr(holder, "__module__", module.__name__) != module.__name__:
            continue
        for value in vars(holder).values():
            for one in (value, *(getattr(value, name, None) for name in ("fget", "__func__"))):
                plain = inspect.unwrap(one) if callable(one) else one
                if (
                    isinstance(plain, types.FunctionType)
                    and plain.__module__ == module.__name__
                    # A dataclass has methods that stand in no source.
                    and plain.__code__.co_filename == module.__file__
                ):
                    yield plain


class Hunt:
    """A pytest plugin that runs mutants in place of tests."""

    def __init__(self, mutants: Iterable[Mutant], *, sound: bool) -> None:
        self._mutants = tuple(mutants)
        self._sound = sound
        self.verdicts: dict[str, str] = {}
        """`caught` and by what, or why not; by the name of the mutant, or of a test that fails
        without any."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant on its test, after each test on the code as it is."""
        # What a mock reads and makes once, each child would do again.
        create_app().close()
        tests = dict.fromkeys(mutant.test for mutant in self._mutants)
        for test in tests if self._sound else ():
            said = _apart(partial(_run, session, test))
            if said != "passed":
                self.verdicts[test] = f"without any mutant: {said}"
        for mutant in self._mutants:
            self.verdicts[mutant.name] = _apart(partial(_try, session, mutant))
        return True


def _try(session: pytest.Session, mutant: Mutant) -> str:
    spread(mutant)
    return _run(session, mutant.test)


def _run(session: pytest.Session, test: str) -> str:
    """Run a test until the first case of it fails."""
    node = f"{_FOLDER.name}/{test}"
    items = [
        one for one in session.items if one.nodeid == node or one.nodeid.startswith(f"{node}[")
    ]
    if not items:
        return "there is no such test"
    for item in items:
        for report in runtestprotocol(item, log=False, nextitem=None):
            if report.failed:
                where = "caught" if report.when == "call" else f"broken in {report.when}"
                crash = getattr(report.longrepr, "reprcrash", None)
                return f"{where}: {getattr(crash, 'message', '')}".splitlines()[0]
    return "passed"


def _apart(work: Callable[[], str]) -> str:
    """What work in a child of this process says."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(_PATIENCE)
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001 - a child must not go on as the parent
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode()[:4000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    return said or f"ended by {signal.Signals(os.WTERMSIG(status)).name}"


def main() -> int:
    """Try all mutants and print the verdicts."""
    # The tests' own settings build on these: nobody looks at the simplest failing case.
    settings.register_profile(
        "hunt", phases=[Phase.explicit, Phase.generate], report_multiple_bugs=False
    )
    settings.load_profile("hunt")
    hunt = Hunt(MUTANTS, sound="--sound" in sys.argv[1:])
    files = {mutant.test.partition("::")[0] for mutant in MUTANTS}
    code = pytest.main(
        [
            *("--quiet", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist"),
            # Source lines beside each frame, which nobody reads here, take half of the time.
            "--tb=native",
            # Hypothesis is loaded by now, and holds no assertions of ours.
            *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
            *(str(_FOLDER / file) for file in sorted(files)),
        ],
        plugins=[hunt],
    )
    print("\n" + json.dumps(hunt.verdicts))  # noqa: T201 - read by `hunting`
    return int(code)


if __name__ == "__main__":
    sys.exit(main())

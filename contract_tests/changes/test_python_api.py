"""What importers feel, from small packages: the rules that no edit of a spec can show."""

from __future__ import annotations

from textwrap import dedent

import pytest

from changes.change import Verdict
from changes.document import Direction
from changes.python_api import compare_packages
from changes.skeleton import outline, pack, unpack
from changes.sources import State

WORDS, COMPATIBLE, BREAKING = Verdict


def state(brolly: str = "", models: str = "") -> State:
    """Packages in which these are all there is."""
    modules = {
        "brolly/__init__.py": "from .things import Thing\n__all__ = ['Thing']\n",
        "brolly/things.py": brolly,
        "brolly/_inner.py": brolly.replace("Thing", "Hidden"),
        "brolly/money.py": "def to_decimal(amount: int) -> str: ...\n",
        "kasko_api/__init__.py": "",
        "kasko_api/models.py": models,
        "insurehero_api/__init__.py": "",
    }
    outlines = {path: outline(dedent(text)) for path, text in modules.items()}
    return State("small", {}, outlines)


def told(old: State, new: State, *ways: Direction) -> list[tuple[Verdict, str]]:
    with old.packages() as before, new.packages() as after:
        found = compare_packages(before, after, {"Model": {*ways}})
    return [(one.verdict, str(one)) for one in found]


METHOD = "class Thing:\n    def call({}) -> {}: ...\n"


@pytest.mark.parametrize(
    ("old", "new", "verdict", "says"),
    [
        ("self, a=1", "self, a=2", BREAKING, "`Thing.call(a)` has the default `2` now, was `1`"),
        ("self, a, b", "self, b, a", BREAKING, "`Thing.call(a)` is at another position"),
        ("self, a", "self, *, a", BREAKING, "`Thing.call(a)` is passed another way"),
        ("self, a", "self", BREAKING, "`Thing.call(a)` is gone"),
        ("self, a=1", "self, a", BREAKING, "`Thing.call(a)` is required now"),
        ("self", "self, a", BREAKING, "`Thing.call(a)` is new, and required"),
        (
            "self, a: int | str",
            "self, a: int",
            BREAKING,
            "`Thing.call(a)` has the Python type `int` now, was `int | str`",
        ),
        (
            "self, a: int",
            "self, a: int | str",
            COMPATIBLE,
            "`Thing.call(a)` has the Python type `int | str` now, was `int`",
        ),
    ],
)
def test_a_call(old: str, new: str, verdict: Verdict, says: str) -> None:
    """What a call may be given stays; hidden modules may change as they like."""
    found = told(state(METHOD.format(old, "int")), state(METHOD.format(new, "int")))
    assert (verdict, says) in found
    assert not [said for _, said in found if "Hidden" in said]


def test_what_comes_back() -> None:
    """A call may give less kinds of values than before, and not more."""
    one, two = (state(METHOD.format("self", kinds)) for kinds in ("int", "int | None"))
    assert told(one, two) == [
        (BREAKING, "`Thing.call` has the Python type `None | int` now, was `int`")
    ]
    assert told(two, one) == [
        (COMPATIBLE, "`Thing.call` has the Python type `int` now, was `None | int`")
    ]


def test_what_is_new_and_what_is_gone() -> None:
    """New public things are told once, and not their members; what is gone breaks."""
    thing = METHOD.format("self", "int")
    more = f"{thing}    def other(self) -> None: ...\n"
    assert told(state(thing), state(more)) == [(COMPATIBLE, "`Thing.other` is new")]
    assert told(state(more), state(thing)) == [(BREAKING, "`Thing.other` is gone from Python")]
    other = (BREAKING, "`Thing` is another kind of thing in Python")
    assert told(state("Thing = 3\n"), state(thing))[0] == other


def test_flavours_are_one() -> None:
    """What the sync and the async client both lose is one sentence."""
    method = "    def get(self, a): ...\n"
    both = f"class KaskoApi:\n{method}class AsyncKaskoApi:\n{method.replace('def', 'async def')}"
    found = told(state(models=both), state(models=both.replace(", a", "")))
    assert found == [(BREAKING, "`get(a)` is gone")]


MODEL = "class Model:\n    a: {}\n"


@pytest.mark.parametrize(
    ("old", "new", "sent", "read"),
    [
        ("int", "int | None", COMPATIBLE, BREAKING),
        ("int | None", "int", BREAKING, COMPATIBLE),
        ("int", "str", BREAKING, BREAKING),
        ("AlsoInteger[str] | None", "str | None", None, None),
        ("_models.Kind", "Kind", None, None),
        ("int = 3", "int", BREAKING, None),
        ("int", "int\n    b: int", BREAKING, None),
        ("int", "int\n    b: int = 3", None, None),
    ],
)
def test_a_model(old: str, new: str, sent: Verdict | None, read: Verdict | None) -> None:
    """A model that is sent takes all that it took, one that is read holds nothing else."""
    one, two = (state(models=MODEL.format(kind)) for kind in (old, new))
    for way, verdict in ((Direction.SENT, sent), (Direction.READ, read)):
        assert [found for found, _ in told(one, two, way)] == ([verdict] if verdict else [])


def test_an_outline_says_what_importers_see() -> None:
    """Bodies, docstrings and private functions go; what a constructor sets stays."""
    source = '''
    """A module."""
    import os
    from typing import TYPE_CHECKING
    if TYPE_CHECKING:
        from .a import A
    else:
        raise ImportError
    LIMIT: int = 3
    def _hidden(): return 1
    def shown(a: int = LIMIT) -> A:
        """It is shown."""
        return A(a)
    class Thing:
        def __init__(self, a):
            self.a: int = a
            self._b = a
            print(a)
        def __repr__(self): return "x"
    class Empty:
        """Nothing."""
    '''
    text = outline(dedent(source))
    assert outline(text) == text
    for kept in (
        "from .a import A",
        "LIMIT: int = 3",
        "def shown(a: int=LIMIT) -> A",
        "self.a: int",
    ):
        assert kept in text
    for gone in ("ImportError", "_hidden", "It is", "A(a)", "_b", "print", "repr"):
        assert gone not in text
    modules = {"brolly/a.py": text, "brolly/b/c.py": "x = 1\n"}
    assert unpack(pack(modules, "release 1")) == ("release 1", modules)

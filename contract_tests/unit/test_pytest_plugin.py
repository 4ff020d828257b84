"""The fixtures that users get for tests of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "testing.md").read_text("utf-8")
(SAMPLE,) = re.findall(r"<!-- test -->\n```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.brolly_mock(policies=4, risk_items=2)
def test_in_this_run(
    kasko_mock: object, insurehero_mock: object, brolly_server: object, pytester: pytest.Pytester
) -> None:
    """The same tests pass where the package is installed for development."""
    assert kasko_mock is not insurehero_mock
    assert brolly_server
    pytester.makepyfile(SAMPLE)
    pytester.runpytest("-q", "-p", "no:cacheprovider").assert_outcomes(passed=6)


def test_a_setting_that_does_not_exist(pytester: pytest.Pytester) -> None:
    """A marker with an unknown setting fails the test and names it."""
    pytester.makepyfile(
        "import pytest\n@pytest.mark.brolly_mock(polices=5)\ndef test(kasko_mock): pass"
    )
    result = pytester.runpytest("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*polices*"])


def test_without_the_extra(pytester: pytest.Pytester) -> None:
    """Without the mock's packages a test that wants it says what to install; others run."""
    pytester.makeconftest("import sys\nsys.modules['starlette'] = None")
    pytester.makepyfile("def test_a(kasko_mock): pass\ndef test_b(): pass")
    result = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider", "-p", "no:schemathesis")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(["*pip install 'brolly[[]mock]'*"])

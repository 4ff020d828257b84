from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from brolly_mock import ManualClock
from brolly_mock.passwords import Passwords


@given(age=st.floats(0, 1200), again=st.booleans(), other=st.booleans())
def test_a_code_opens_once_and_in_time(age: float, again: bool, other: bool) -> None:
    """The latest code of a contact is good once, for ten minutes, and for that contact alone."""
    clock = ManualClock()
    passwords = Passwords(clock)
    passwords.send("user@example.com")
    first = passwords.code("user@example.com")
    if again:
        passwords.send("user@example.com")
    code = passwords.code("user@example.com")
    clock.advance(age)
    if other:
        assert not passwords.use("other@example.com", code)
    assert first == code or not passwords.use("user@example.com", first)
    assert passwords.use("user@example.com", code) == (age < 600)
    assert not passwords.use("user@example.com", code)
    with pytest.raises(KeyError):
        passwords.code("user@example.com")

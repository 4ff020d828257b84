"""Files: what the specs rule out never leaves, and what leaves cannot forge a part."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from brolly_runtime import ConfigurationError, File, builders, multipart_body
from client.arguments import hints, sample
from client.specs import FORM, SPECS, Node, Operation, Spec

UPLOADS: list[tuple[Spec, Operation, str, Node]] = [
    (spec, operation, name, member)
    for spec in SPECS
    for operation in spec.operations.values()
    if operation.content and operation.content[0] == FORM
    for name, member in spec.resolve(operation.content[1]).get("properties", {}).items()
    if member.get("items", member).get("format") == "binary"
]
LIMITED = [upload for upload in UPLOADS if "x-max-bytes" in upload[3]]
KINDS = ["image/png", "IMAGE/JPEG", "video/mp4", "application/pdf", "text/html", "application/zip"]


def of_each(uploads: list[tuple[Spec, Operation, str, Node]]) -> pytest.MarkDecorator:
    """Run a test on each member that takes files."""
    names = [f"{operation.id}-{name}" for _, operation, name, _ in uploads]
    return pytest.mark.parametrize(("spec", "operation", "name", "member"), uploads, ids=names)


def form(spec: Spec, operation: Operation, name: str, member: Node, file: Any) -> Any:
    """The model of a form with one file, or with another good one before it in a list."""
    model = hints(builders(spec.package)[operation.id])["body"]
    several = member.get("type") == "array"
    return model(**{name: [file] if several else file})


@of_each(LIMITED)
def test_a_file_that_is_too_large_is_refused(
    spec: Spec, operation: Operation, name: str, member: Node
) -> None:
    """The documented most of bytes goes, one more does not, and the error names the limit."""
    kind = member["x-media-types"][0].replace("*", "png")
    most: int = member["x-max-bytes"]
    form(spec, operation, name, member, File("a", bytes(most), kind))
    with pytest.raises(ValueError, match=f"{name}.*{most}"):
        form(spec, operation, name, member, File("a", bytes(most + 1), kind))


@pytest.mark.parametrize("kind", KINDS)
@of_each(LIMITED)
def test_a_file_of_another_type_is_refused(
    spec: Spec, operation: Operation, name: str, member: Node, kind: str
) -> None:
    """A file goes if and only if its media type, in any case, is one of the documented ones."""
    file = File("a", b"x", kind)
    if any(fnmatchcase(kind.lower(), one) for one in member["x-media-types"]):
        form(spec, operation, name, member, file)
    else:
        with pytest.raises(ValueError, match=f"{name}.*must be one of"):
            form(spec, operation, name, member, file)


@of_each(UPLOADS)
def test_no_file_can_forge_a_part(
    spec: Spec, operation: Operation, name: str, member: Node
) -> None:
    """A form has one part for a file whatever it holds, and no two forms the same boundary."""
    seen: set[str] = set()
    kind = member.get("x-media-types", ["text/plain"])[0].replace("*", "png")

    @settings(max_examples=30)
    @given(st.integers(0, 100))
    def check(which: int) -> None:
        # Drawn by number: a choice of one, as the first is, would end the run after it.
        known = ["x", *sorted(seen)][which % (len(seen) + 1)].encode()
        content = b"\r\n--" + known + b'\r\nContent-Disposition: form-data; name="more"\r\n\r\n1'
        body = form(spec, operation, name, member, File('a"\r\nb', content, kind))
        request = builders(spec.package)[operation.id](**sample(spec, operation) | {"body": body})
        boundary = request.headers["Content-Type"].partition("boundary=")[2]
        assert boundary not in seen
        seen.add(boundary)
        assert (request.content or b"").count(b"--" + boundary.encode()) == 2
        assert request.content.count(b"\r\n\r\n") == content.count(b"\r\n\r\n") + 1

    check()


def test_a_file_shows_nothing_of_itself() -> None:
    """Neither name nor bytes of a file are in a repr: both may be personal."""
    file = File("canary.pdf", b"canary", "application/pdf")
    assert "canary" not in repr(file)
    assert "application/pdf" in repr(file)


def test_a_form_of_what_is_no_file_is_refused() -> None:
    """A map of a form takes texts, numbers and files; anything else is named and not sent."""
    content, kind = multipart_body({"step": "one", "count": 2, "none": None})
    assert (content.count(b"form-data"), kind.partition(";")[0]) == (2, FORM)
    with pytest.raises(ConfigurationError, match="step"):
        multipart_body({"step": {"canary": 1}})

# Generated. To change this file, change openapi/ or overrides/templates, then run `make generate`.
"""Requests of the operations tagged `media`, not sent yet. Pure functions."""

from __future__ import annotations

from typing import Any

from brolly_runtime import Request, json_body, multipart_body, path_segment

from . import models


def attach_media(policy_id: str, *, body: models.MediaReference) -> Request[Any]:
    """Attach a file to a policy: see `KaskoApi.attach_media`."""
    return Request(
        operation="attach_media",
        method="POST",
        template="/policies/{policyId}/media",
        path=f"/policies/{path_segment('policy_id', policy_id)}/media",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/vnd.kasko.v2+json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"204": None, "2XX": Any},
        errors={"default": models.Error},
    )


def create_media(*, body: models.MediaRequest) -> Request[models.Media]:
    """Create a media record: see `KaskoApi.create_media`."""
    return Request(
        operation="create_media",
        method="POST",
        template="/media",
        path="/media",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.Media, "201": models.Media},
        errors={"default": models.Error},
    )


def upload_media(media_id: str, *, body: models.MediaUpload) -> Request[None]:
    """Upload the content of a file: see `KaskoApi.upload_media`."""
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_media",
        method="POST",
        template="/media/{mediaId}/content",
        path=f"/media/{path_segment('media_id', media_id)}/content",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "*/*", "Content-Type": media_type},
        content=content,
        returns={"204": None},
        errors={"default": models.Error},
    )


def create_media_v2(*, body: models.MediaRequest) -> Request[models.Media]:
    """Create a media record (v2 path): see `KaskoApi.create_media_v2`."""
    return Request(
        operation="create_media_v2",
        method="POST",
        template="/v2/media",
        path="/v2/media",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
        content=json_body(body),
        returns={"200": models.Media},
        errors={"default": models.Error},
    )


def upload_media_v2(media_id: str, *, body: models.MediaUpload) -> Request[None]:
    """Upload the content of a file (v2 path): see `KaskoApi.upload_media_v2`."""
    content, media_type = multipart_body(body)
    return Request(
        operation="upload_media_v2",
        method="POST",
        template="/v2/media/{mediaId}/content",
        path=f"/v2/media/{path_segment('media_id', media_id)}/content",
        security=("basicAuth", "bearerAuth"),
        headers={"Accept": "*/*", "Content-Type": media_type},
        content=content,
        returns={"204": None},
        errors={"default": models.Error},
    )

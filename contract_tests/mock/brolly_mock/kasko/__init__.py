"""KASKO: from quote to policy, its changes, and what stands beside them.

Sources: the fact sheet's sections 2 to 5, by them seed 000 (keys, status codes, error body, request
id) and seed 001 (policies). Where the documents are silent the mock decides, and says so at the
place.
"""

from __future__ import annotations

from .policies import self_link
from .provider import Kasko

__all__ = ["Kasko", "self_link"]

"""InsureHero: both namespaces with their tokens, and everything that can be read and written.

Sources: seed 002 (authorize); docs.insurehero.io (all else; fact sheet, sections 1 to 6).
"""

from __future__ import annotations

from .assets import files
from .provider import InsureHero

__all__ = ["InsureHero", "files"]

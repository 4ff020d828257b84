"""`python -m brolly` is the command `brolly`."""

from __future__ import annotations

import sys

from brolly_cli import main

sys.exit(main())

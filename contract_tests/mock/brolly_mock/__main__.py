"""`python -m brolly_mock`: a mock on the default port, until it is interrupted."""

from brolly_mock.server import run

run()

"""What one run does."""

from __future__ import annotations

from dataclasses import dataclass

from brolly_contract.target import Target
from brolly_contract.traffic import Auth


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run: what to test, with which credential, how much."""

    target: Target
    auth: Auth
    examples: int | None = None
    """Cases for each operation and phase; None takes the configured number."""
    seed: int | None = None
    """Draws other cases. Without a seed they are the same in each run."""
    operations: tuple[str, ...] = ()
    """The operations to test, by operationId; empty for all."""
    walks: tuple[str, ...] | None = None
    """The walks to take; None takes all that the target allows."""
    rate: float | None = None
    """Requests in a second; None takes 5, and no limit for writes on this machine."""
    patience: float = 20.0
    """Seconds that a walk may wait for the provider's background work."""
    own_mock: str | None = None
    """The name of a mock in `own_mock` to start for this run, instead of an address."""
    fuzz: bool = True
    """Whether Schemathesis runs after the walks."""
    first_finding: bool = False
    """Stop at the first finding, and do not shrink its case."""
    to_the_end: bool = False
    """Go on after any number of findings. Otherwise a sandbox run ends after ten."""

    @property
    def pause(self) -> float:
        """Seconds between two requests."""
        if self.rate is None:
            gentle = self.target.read_only or not self.target.local
            return 0.2 if self.target.sandbox and gentle else 0.0
        return 1 / self.rate

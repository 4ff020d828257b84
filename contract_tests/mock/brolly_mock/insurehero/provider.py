"""Who answers which call of InsureHero's, behind the key or the token that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..clock import Clock
from ..exchange import Answer, Call
from ..passwords import Passwords
from ..refusal import RefusedError
from ..settings import MockSettings
from ..spec import InvalidRequestError, Operation
from ..store import Store
from ..tokens import Tokens
from .asked import Asked, Serve
from .assets import Assets
from .errors import error
from .namespaces import Namespace
from .offering import Offering
from .ranges import Records
from .reads import Reads
from .risk_items import RiskItems
from .users import Users
from .workflows import Workflows

_INTEGRATIONS = "/api/shield/integrations/"
_CHANNEL_ID = "00000000-0000-4000-8000-000000000050"


@dataclass(frozen=True, slots=True)
class InsureHero:
    """Answers the calls of InsureHero's operations."""

    settings: MockSettings
    integrations: Namespace
    channel: Namespace
    operations: Mapping[str, Serve]

    @classmethod
    def over(
        cls,
        store: Store,
        settings: MockSettings,
        clock: Clock,
        *,
        tokens: Tokens,
        channel_tokens: Tokens,
        passwords: Passwords,
    ) -> InsureHero:
        """InsureHero on a store, read as the settings say."""
        reading = settings.insurehero
        records = Records(store, reading)
        user_tokens = Tokens(clock, lifetime=reading.token_seconds, jwt=True)
        parts = (
            Reads(records),
            Offering(records),
            Users(records, passwords, user_tokens, _CHANNEL_ID),
            RiskItems(records, clock, _CHANNEL_ID),
            Assets(records),
            Workflows(records),
        )
        return cls(
            settings,
            Namespace(settings.insurehero_key, tokens),
            Namespace(settings.insurehero_channel_key, channel_tokens),
            {name: serve for part in parts for name, serve in part.operations().items()},
        )

    def answer(self, call: Call, operation: Operation) -> Answer:
        """Authenticate, validate, serve."""
        if self.settings.insurehero.payment_due:
            return error(402, "Payment Required Pending payment")
        inside = operation.path.startswith(_INTEGRATIONS)
        namespace = self.integrations if inside else self.channel
        try:
            if operation.id in {"authorize", "authorize_channel"}:
                return namespace.authorize(call)
            handler = self.operations.get(operation.id)
            if handler is None:
                name = operation.id
                text = f"The mock has no handler: write {name} in brolly_mock/insurehero"
                return error(501, text)
            namespace.check(call)
            asked = Asked(call, operation.read(call), operation.body(call))
            return handler(asked)
        except InvalidRequestError as refused:
            return _invalid(refused)
        except RefusedError as refusal:
            return refusal.answer

    def refuse(self, status: int, message: str) -> Answer:
        """An error in InsureHero's form."""
        return error(status, message)

    def complete(self, answer: Answer) -> None:
        """InsureHero documents nothing that every answer carries."""


def _invalid(refused: InvalidRequestError) -> Answer:
    reasons = (
        f"{'Missing' if item.missing else 'Invalid'} {item.place} parameter {item.name}"
        for item in refused.refused
    )
    return error(400, f"Bad Request {', '.join(reasons)}")

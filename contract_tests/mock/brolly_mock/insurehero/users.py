"""Users: reading them, proving an address or a phone by a code, registering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from ..document import Document
from ..exchange import Answer
from ..passwords import Passwords
from ..store import Record
from ..tokens import Tokens
from .asked import Asked, Serve, data
from .errors import invalid, unknown
from .ranges import Records

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Users:
    """The users of the channel."""

    records: Records
    passwords: Passwords
    tokens: Tokens
    """Tokens of users, which nothing that is documented exactly asks for."""
    channel: str
    """The id of the channel."""

    def operations(self) -> dict[str, Serve]:
        """Who answers what."""
        return {
            "list_users": self.list,
            "get_user_by_email": lambda asked: data(self._user("email", asked.values["userEmail"])),
            "list_user_claims": self.claims,
            "send_otp": self.send,
            "verify_otp": self.verify,
            "register_user": self.register,
        }

    def list(self, asked: Asked) -> Answer:
        """A range of users; without one, which no document explains, from first to last."""
        if not {"from", "to"} & asked.values.keys():
            return data(self.records.all("users"))
        start = asked.values.get("from", self.records.reading.first_index)
        return data(self.records.range("users", {"to": start + 99, **asked.values, "from": start}))

    def claims(self, asked: Asked) -> Answer:
        """The claims of a user."""
        user = self.records.named("users", asked.values["userId"], asked.values)
        return data(self.records.store.matching("claims", "claimant_id", user["id"]))

    def send(self, asked: Asked) -> Answer:
        """Send a code to an address, or to a phone that is known: others never wrote before."""
        contact = asked.values["userId"]
        if asked.values["searchBy"] == "phone":
            self._user("phone", contact)
        elif not _EMAIL.fullmatch(contact):
            raise invalid("Not an e-mail address")
        self.passwords.send(contact)
        return data({"message": "The code is on its way."}, 201)

    def verify(self, asked: Asked) -> Answer:
        """Take a code once; the owner of the contact is a pre-registered user from then on."""
        contact, by = asked.values["userId"], asked.values["searchBy"]
        if not self.passwords.use(contact, asked.body["otp"]):
            raise invalid("Invalid code")
        user = self._find(by, contact)
        if user is None:
            user = {"id": str(uuid4()), "channel_id": self.channel, by: contact}
            self._write(user)
        result = {"message": self.tokens.issue()}
        if not user.get("first_name"):
            result["additionalData"] = "Registration is still open."
        return data(result)

    def register(self, asked: Asked) -> Answer:
        """Write what is known of a user, who has to have proved the address."""
        user = self._user("email", asked.values["userId"]) | asked.body
        self._write(user)
        return data(user)

    def _write(self, user: Mapping[str, Any]) -> None:
        self.records.store.add_records("users", [Record(user["id"], dict(user))])

    def _user(self, by: str, contact: str) -> Document:
        user = self._find(by, contact)
        if user is None:
            raise unknown("user")
        return user

    def _find(self, by: str, contact: str) -> Document | None:
        return next(iter(self.records.store.matching("users", by, contact)), None)

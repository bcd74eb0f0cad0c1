"""A chooser for coding behind an endpoint of the chat-completions form, as local model servers offer it.

The request is ``POST <address>/chat/completions`` with ``model`` and ``messages``; the answer's first choice must be a JSON object
``{"code": ...}``. No redirect is followed, no proxy used, no more read than :data:`LARGEST`.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from datetime import date
from typing import Any

import msgspec

from claimwright.core import InputError

from .agreement import Agreement, permit

LARGEST = 1 << 20
"""Bytes of an answer."""
ASKED = (
    "You review one ICD-10-CM code for a US medical coder. Choose only among the candidates, by the words of the record alone. "
    'Answer with a JSON object {"code": "<one candidate>"} and nothing else.'
)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Text goes to the address that was agreed on, nowhere else."""
        return


class Endpoint:
    """Chooses by asking ``address``; ``key`` is sent as a bearer token, never shown. Raises InputError where it may not be asked."""

    def __init__(
        self, address: str, model: str, *, on: date, agreement: Agreement | None = None, key: str = "", timeout: float = 20
    ) -> None:
        """``on``: the day for which the agreement must be in force."""
        permit(address, agreement, on)
        self.name, self._address, self._key, self._timeout = model, address.rstrip("/") + "/chat/completions", key, timeout
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect).open

    def choose(self, question: Any) -> str | None:
        """The candidate it names; None where it names none of them."""
        code = self._answer(question)
        return code if code in question.candidates else None

    def _answer(self, question: Any) -> str:
        asked = msgspec.json.encode({"words": question.words, "candidates": question.candidates}).decode()
        messages = [{"role": "system", "content": ASKED}, {"role": "user", "content": asked}]
        body = msgspec.json.encode({"model": self.name, "temperature": 0, "messages": messages})
        try:
            said = msgspec.json.decode(self._post(body))["choices"][0]["message"]["content"]
            return str(msgspec.json.decode(said)["code"])
        except (msgspec.DecodeError, KeyError, IndexError, TypeError) as error:
            raise InputError(self.name, "answered something else than a code", "see that the model answers with JSON") from error

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        request = urllib.request.Request(self._address, data=body, headers=headers, method="POST")  # noqa: S310 - permit() checked it
        try:
            with self._open(request, timeout=self._timeout) as answer:
                said: bytes = answer.read(LARGEST + 1)
        except urllib.error.HTTPError as error:
            error.close()
            raise InputError(self.name, f"answered with status {error.code}", "see the endpoint's log") from None
        except (OSError, http.client.HTTPException) as error:
            raise InputError(self.name, f"cannot be reached ({type(error).__name__})", "see that the endpoint runs") from None
        if len(said) > LARGEST:
            raise InputError(self.name, "answered more than an answer can be", "see the endpoint's log")
        return said

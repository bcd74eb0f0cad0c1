"""A program that calls the API."""

from django.test import Client

from claimwright.core import encode
from claimwright.office.accounts.actions_tokens import create_token, scopes_of

API = "/api/v1"


class Program:
    """A program that calls the API with a service token of somebody."""

    def __init__(self, by, *scopes):
        self.client = Client()
        self.text = create_token(by.practice, "a program", scopes or scopes_of(by), 30, by=by)[1]

    def get(self, path, **asked):
        return self.client.get(f"{API}{path}", asked, headers={"authorization": f"Bearer {self.text}"})

    def post(self, path, body=None, **headers):
        sent = body if isinstance(body, bytes) else b"" if body is None else encode(body)
        named = {name.replace("_", "-"): text for name, text in headers.items()} | {"authorization": f"Bearer {self.text}"}
        return self.client.post(f"{API}{path}", sent, content_type="application/json", headers=named)

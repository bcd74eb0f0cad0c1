"""Second factors in the audit trail: made, used, refused, taken away, in the transaction in which it happens."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_used
from django.db.models.signals import post_delete, post_save

from claimwright.office.kit import audit

from .factors import GIVEN
from .models import Session


def watch() -> None:
    """Connect; once, when the app is ready."""
    post_save.connect(_made, sender=Authenticator)
    post_delete.connect(_gone, sender=Authenticator)
    authenticator_used.connect(_used)
    authentication_failed.connect(_failed)
    authentication_step_completed.connect(_again)


def _made(instance: Authenticator, created: bool, **more: Any) -> None:
    if not created:
        return
    _record("self:factor:add", instance)
    request = context.request
    if request is not None and request.user.is_authenticated and request.user.pk == instance.user_id:
        request.session[GIVEN] = True  # she has just shown that she has it


def _gone(instance: Authenticator, **more: Any) -> None:
    """Every other session ends; those without a new factor end by themselves (:func:`.middleware.ask_for_second_factor`)."""
    _record("self:factor:remove", instance)
    here = context.request.session.session_key if context.request is not None else None
    Session.objects.filter(user=instance.user_id).exclude(session_key=here or "").delete()


def _used(authenticator: Authenticator, **more: Any) -> None:
    _record("self:factor:use", authenticator)


def _failed(authenticator: Authenticator, **more: Any) -> None:
    _record("self:factor:use", authenticator, outcome="failed")


def _again(request: Any, reauthenticated: bool = False, **more: Any) -> None:
    """Whoever was asked once more goes on under a new session key."""
    if reauthenticated:
        request.session.cycle_key()


def _record(tag: str, factor: Authenticator, outcome: str = "done") -> None:
    audit.record(tag, actor=factor.user.username, outcome=outcome, facts={"kind": factor.type})

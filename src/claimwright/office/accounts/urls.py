"""Addresses of this app; those that django-allauth names itself are in :mod:`.factor_urls`."""

from django.urls import path

from . import views, views_members, views_own

app_name = "accounts"
urlpatterns = [
    path("sign-in", views.SignIn.as_view(), name="sign-in"),
    path("sign-out", views.SignOut.as_view(), name="sign-out"),
    path("practice", views.choose_practice, name="choose-practice"),
    path("", views_own.me, name="me"),
    path("password", views_own.change_password, name="password"),
    path("sessions/<slug:mark>/end", views_own.end_session, name="end-session"),
    path("draft", views_own.keep_draft, name="keep-draft"),
    path("drafts", views_own.give_drafts, name="give-drafts"),
    path("set-up/<slug:person>/<slug:token>", views_members.set_up, name="set-up"),
    path("members", views_members.members, name="members"),
    path("members/invite", views_members.invite, name="invite"),
    path("members/policy", views_members.set_policy, name="policy"),
    path("members/<slug:public_id>/roles", views_members.change_roles, name="change-roles"),
    path("members/<slug:public_id>/deactivate", views_members.deactivate, name="deactivate"),
    path("members/<slug:public_id>/link", views_members.new_link, name="new-link"),
    path("members/<slug:public_id>/factors", views_members.remove_factors, name="remove-factors"),
    path("members/<slug:public_id>/sessions", views_members.end_sessions, name="end-member-sessions"),
    path("tokens", views_members.tokens, name="tokens"),
    path("tokens/new", views_members.create_token, name="create-token"),
    path("tokens/<slug:public_id>/revoke", views_members.revoke_token, name="revoke-token"),
]

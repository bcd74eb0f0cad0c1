"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "encounters"
urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("find", views.find, name="find"),
    path("<str:public_id>", views.workbench, name="workbench"),
    path("<str:public_id>/search", views.search, name="search"),
    path("<str:public_id>/add", views.add, name="add"),
    path("<str:public_id>/finalize", views.finalize, name="finalize"),
    path("<str:public_id>/coverage", views.coverage, name="coverage"),
    path("<str:public_id>/reopen", views.reopen, name="reopen"),
    path("code/<str:public_id>/accept", views.decide, {"what": "accept"}, name="accept"),
    path("code/<str:public_id>/reject", views.decide, {"what": "reject"}, name="reject"),
    *(path(f"code/<str:public_id>/{what}", views.decide, {"what": what}, name=what) for what in ("undo", "up", "down")),
    path("code/<str:public_id>/edit", views.decide, {"what": "edit"}, name="edit"),
]

"""Addresses of this app."""

from django.urls import path

from . import views, views_coders, views_level, views_queue

app_name = "encounters"
urlpatterns = [
    path("", views_queue.worklist, name="worklist"),
    path("find", views_queue.find, name="find"),
    path("second-look", views_queue.rule, name="rule"),
    path("coders", views_coders.coders, name="coders"),
    path("coders/<str:public_id>", views_coders.skill, name="skill"),
    path("<str:public_id>", views.workbench, name="workbench"),
    path("<str:public_id>/search", views.search, name="search"),
    path("<str:public_id>/add", views.add, name="add"),
    path("<str:public_id>/finalize", views.finalize, name="finalize"),
    path("<str:public_id>/coverage", views.coverage, name="coverage"),
    path("<str:public_id>/reopen", views.reopen, name="reopen"),
    path("<str:public_id>/undo", views.undo, name="undo-last"),
    path("<str:public_id>/document", views.document, name="document"),
    path("<str:public_id>/level", views_level.level, name="level"),
    path("<str:public_id>/level-of", views_level.level_of, name="level-of"),
    path("<str:public_id>/next", views_queue.following, name="next"),
    path("<str:public_id>/history", views_queue.history, name="history"),
    path("<str:public_id>/active", views_queue.active, name="active"),
    *(
        path(f"<str:public_id>/{what}", views_queue.change, {"what": what}, name=what)
        for what in ("take", "assign", "hold", "release", "look", "agree", "return")
    ),
    *(path(f"code/<str:public_id>/{what}", views.decide, {"what": what}, name=what) for what in views.DECISIONS),
]

"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "claims"
urlpatterns = [
    path("", views.claims, name="claims"),
    path("batch", views.batch, name="batch"),
    path("submit", views.submit, name="submit"),
    path("files/", views.submissions, name="submissions"),
    path("files/<str:public_id>", views.submission, name="submission"),
    path("files/<str:public_id>/deliver", views.deliver, name="deliver"),
    path("received/<str:public_id>", views.file, name="file"),
    path("finding/<str:public_id>/override", views.override, name="override"),
    path("<str:public_id>", views.claim, name="claim"),
    path("<str:public_id>/x12", views.x12, name="x12"),
    path("<str:public_id>/paper", views.paper, name="paper"),
    path("<str:public_id>/form.pdf", views.pdf, name="pdf"),
    path("<str:public_id>/scrub", views.scrub, name="scrub"),
    path("<str:public_id>/mend", views.mend, name="mend"),
    path("<str:public_id>/again", views.resubmit, name="resubmit"),
    path("<str:public_id>/replace", views.correct, {"what": "replace"}, name="replace"),
    path("<str:public_id>/void", views.correct, {"what": "void"}, name="void"),
    path("<str:public_id>/next-payer", views.next_payer, name="next-payer"),
]

"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "claims"
urlpatterns = [
    path("", views.claims, name="claims"),
    path("submit", views.submit, name="submit"),
    path("files/", views.submissions, name="submissions"),
    path("files/<str:public_id>", views.submission, name="submission"),
    path("files/<str:public_id>/deliver", views.deliver, name="deliver"),
    path("finding/<str:public_id>/override", views.override, name="override"),
    path("<str:public_id>", views.claim, name="claim"),
    path("<str:public_id>/scrub", views.scrub, name="scrub"),
]

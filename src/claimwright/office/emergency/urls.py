"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "emergency"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("start", views.start, name="start"),
    path("stop", views.stop, name="stop"),
    path("<slug:public_id>/review", views.review, name="review"),
    path("patients/<slug:public_id>", views.patient, name="patient"),
    path("patients/<slug:public_id>/mark", views.mark, name="mark"),
]

"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "eligibility"
urlpatterns = [
    path("", views.day, name="day"),
    path("ask", views.ask, name="ask"),
    path("<str:public_id>", views.answer, name="answer"),
]

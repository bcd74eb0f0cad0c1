"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "exports"
urlpatterns = [
    path("", views.exports, name="exports"),
    path("ask", views.ask, name="ask"),
    path("<str:public_id>/fetch", views.fetch, name="fetch"),
    path("<str:public_id>/remove", views.remove, name="remove"),
]

"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "status"
urlpatterns = [
    path("ask", views.ask_all, name="ask-all"),
    path("claim/<str:public_id>", views.about, name="about"),
    path("claim/<str:public_id>/ask", views.ask, name="ask"),
]

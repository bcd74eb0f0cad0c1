"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "webhooks"
urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    path("subscribe", views.subscribe, name="subscribe"),
    path("<str:public_id>/end", views.end, name="end"),
    path("sent/<str:public_id>/again", views.again, name="again"),
]

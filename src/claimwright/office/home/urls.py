"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("plots", views.plotted, name="plots"),
]

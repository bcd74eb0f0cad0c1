"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "preferences"
urlpatterns = [
    path("", views.preferences, name="preferences"),
    path("learn", views.learn, name="learn"),
    path("packs", views.packs, name="packs"),
    path("favourite", views.favour, name="favour"),
    path("<str:public_id>/switch", views.switch, name="switch"),
]

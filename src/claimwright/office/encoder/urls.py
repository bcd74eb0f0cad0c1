"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "encoder"
urlpatterns = [
    path("<str:public_id>", views.encoder, name="encoder"),
    path("<str:public_id>/words", views.ask, {"what": "words"}, name="words"),
    path("<str:public_id>/code", views.ask, {"what": "code"}, name="code"),
    path("<str:public_id>/leaf", views.ask, {"what": "leaf"}, name="leaf"),
    path("<str:public_id>/pcs", views.ask, {"what": "pcs"}, name="pcs"),
]

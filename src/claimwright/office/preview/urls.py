"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "preview"
urlpatterns = [path("<str:public_id>", views.preview, name="preview")]

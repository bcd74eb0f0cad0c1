"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "writeoffs"
urlpatterns = [
    path("", views.write_offs, name="write-offs"),
    path("claim/<str:public_id>", views.claim, name="claim"),
    path("claim/<str:public_id>/ask", views.ask, name="ask"),
    path("<str:public_id>/decide", views.decide, name="decide"),
]

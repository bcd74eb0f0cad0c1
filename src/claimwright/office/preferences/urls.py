"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "preferences"
urlpatterns = [
    path("", views.preferences, name="preferences"),
    path("learn", views.learn, name="learn"),
    path("packs", views.packs, name="packs"),
    path("favourite", views.favour, name="favour"),
    path("phrase", views.keep_phrase, name="keep-phrase"),
    path("phrase/<str:public_id>/drop", views.drop_phrase, name="drop-phrase"),
    path("<str:public_id>/switch", views.switch, name="switch"),
]

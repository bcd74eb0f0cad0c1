"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<str:public_id>", views.job, name="job"),
    path("jobs/<str:public_id>/cancel", views.cancel, name="cancel"),
    path("jobs/<str:public_id>/retry", views.retry, name="retry"),
    path("notices/", views.notices, name="notices"),
    path("notices/bell", views.bell, name="bell"),
    path("notices/read", views.read, name="read-notices"),
]

"""Addresses of the office. An identifier in an address is random and says nothing about anybody."""

from django.urls import include, path

urlpatterns = [
    path("", include("claimwright.office.home.urls")),
    path("trail/", include("claimwright.office.trail.urls")),
    path("account/", include("claimwright.office.accounts.urls")),
    path("account/", include("claimwright.office.accounts.factor_urls")),
    path("emergency/", include("claimwright.office.emergency.urls")),
    path("practice/", include("claimwright.office.practices.urls")),
    path("patients/", include("claimwright.office.patients.urls")),
    path("eligibility/", include("claimwright.office.eligibility.urls")),
    path("charges/", include("claimwright.office.charges.urls")),
    path("deposits/", include("claimwright.office.deposits.urls")),
    path("tasks/", include("claimwright.office.tasks.urls")),
    path("encounters/", include("claimwright.office.encounters.urls")),
    path("preferences/", include("claimwright.office.preferences.urls")),
    path("preview/", include("claimwright.office.preview.urls")),
    path("queries/", include("claimwright.office.queries.urls")),
    path("encoder/", include("claimwright.office.encoder.urls")),
    path("api/v1/", include("claimwright.office.api.urls")),
    path("webhooks/", include("claimwright.office.webhooks.urls")),
    path("claims/", include("claimwright.office.claims.urls")),
    path("authorizations/", include("claimwright.office.authorizations.urls")),
    path("exports/", include("claimwright.office.exports.urls")),
    path("write-offs/", include("claimwright.office.writeoffs.urls")),
    path("statements/", include("claimwright.office.statements.urls")),
    path("status/", include("claimwright.office.status.urls")),
    path("house/", include("claimwright.office.house.urls")),
    path("remittances/", include("claimwright.office.remits.urls")),
    path("", include("claimwright.office.ledger.urls")),
    path("", include("claimwright.office.jobs.urls")),
]

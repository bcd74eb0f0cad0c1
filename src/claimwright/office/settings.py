"""Settings of the office. Safe by default: loopback only, secrets made on this machine, nothing asked from the network.

Environment: ``CLAIMWRIGHT_DATA`` (data directory), ``DATABASE_URL`` and the like (:mod:`.databases`), ``CLAIMWRIGHT_OFFICE_DEMO`` (``1`` in
the demonstration: red band, sign-in shown), ``CLAIMWRIGHT_OFFICE_HOSTS`` (further host names, by comma), ``CLAIMWRIGHT_OFFICE_TLS``
(``1`` behind TLS: secure cookies and HSTS), ``CLAIMWRIGHT_OFFICE_OIDC`` (:mod:`.sign_in_providers`),
``CLAIMWRIGHT_OFFICE_IDLE_MINUTES`` (2 to 60, default 15), ``CLAIMWRIGHT_OFFICE_WEBHOOKS`` (networks that webhooks may go to, by comma, or
``public``; none by default: :mod:`.webhooks.addresses`).
"""

from __future__ import annotations

import os
from datetime import timedelta

from claimwright.office import paths
from claimwright.office.databases import as_owner, database
from claimwright.office.sign_in_providers import providers

DEMONSTRATION = os.environ.get("CLAIMWRIGHT_OFFICE_DEMO") == "1"
TLS = os.environ.get("CLAIMWRIGHT_OFFICE_TLS") == "1"

DEBUG = False
SECRET_KEY = paths.secret("office.key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *filter(None, os.environ.get("CLAIMWRIGHT_OFFICE_HOSTS", "").split(","))]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "claimwright.office.kit",
    "claimwright.office.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "claimwright.office.practices",
    "claimwright.office.patients",
    "claimwright.office.eligibility",
    "claimwright.office.charges",
    "claimwright.office.deposits",
    "claimwright.office.tasks",
    "claimwright.office.encounters",
    "claimwright.office.encoder",
    "claimwright.office.queries",
    "claimwright.office.claims",
    "claimwright.office.status",
    "claimwright.office.statements",
    "claimwright.office.writeoffs",
    "claimwright.office.exports",
    "claimwright.office.authorizations",
    "claimwright.office.preview",
    "claimwright.office.preferences",
    "claimwright.office.remits",
    "claimwright.office.house",
    "claimwright.office.ledger",
    "claimwright.office.home",
    "claimwright.office.trail",
    "claimwright.office.guard",
    "claimwright.office.jobs",
    "claimwright.office.api",
    "claimwright.office.webhooks",
    "claimwright.office.emergency",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claimwright.office.kit.middleware.protect",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "claimwright.office.kit.trace.leave_trace",
    "claimwright.office.accounts.middleware.sign_out_when_idle",
    "claimwright.office.accounts.middleware.choose_practice",
    "allauth.account.middleware.AccountMiddleware",
    "claimwright.office.accounts.middleware.ask_for_second_factor",
    "claimwright.office.emergency.middleware.Lock",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "claimwright.office.urls"
WSGI_APPLICATION = "claimwright.office.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claimwright.office.kit.context.office",
            ],
            "builtins": ["claimwright.office.kit.templatetags.office"],
        },
    }
]

FORM_RENDERER = "claimwright.office.kit.forms.Renderer"

DATABASES = {"default": database(durable=not DEMONSTRATION)}
DATABASE_AS_OWNER = as_owner()
CACHES = {"default": {"BACKEND": "claimwright.office.kit.shared.SharedCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home:front"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # for how long the link of an invitation holds
SIGN_IN_PROVIDERS = providers()
SOCIALACCOUNT_ADAPTER = "claimwright.office.accounts.oidc.Elsewhere"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": SIGN_IN_PROVIDERS}}
ACCOUNT_ADAPTER = "claimwright.office.accounts.adapters.People"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "claimwright.office.accounts.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "add_webauthn": "claimwright.office.accounts.passkey_forms.Add",
    "authenticate_webauthn": "claimwright.office.accounts.passkey_forms.Authenticate",
    "login_webauthn": "claimwright.office.accounts.passkey_forms.SignIn",
    "reauthenticate_webauthn": "claimwright.office.accounts.passkey_forms.Again",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "claimwright.office.accounts.queries.tried_name"

# 45 CFR 164.312(a)(2)(iii) asks for automatic logoff; 15 minutes idle and 12 hours in all are our defaults.
IDLE = timedelta(minutes=min(60, max(2, int(os.environ.get("CLAIMWRIGHT_OFFICE_IDLE_MINUTES", "15")))))
SESSION_ENGINE = "claimwright.office.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_NAME = "claimwright_demo" if DEMONSTRATION else "claimwright"
CSRF_COOKIE_NAME = f"{SESSION_COOKIE_NAME}_csrf"
WEBHOOKS = [name.strip() for name in os.environ.get("CLAIMWRIGHT_OFFICE_WEBHOOKS", "").split(",") if name.strip()]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
X_FRAME_OPTIONS = "DENY"
# An upload stays in memory: no copy of a payer's file lies in a temporary directory.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Messages may name a claim: they are kept with the session, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "claimwright.office.kit.logs.WithoutValues"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W004"]

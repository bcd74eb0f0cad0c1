"""The office as a WSGI application, for waitress or any other server."""

from claimwright.office.boot import start

start()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - Django must be set up first

application = get_wsgi_application()

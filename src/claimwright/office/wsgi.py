"""The office as a WSGI application, for waitress or any other server."""

from claimwright.office.boot import start

start()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - Django must be set up first

from claimwright.office.safety import faults  # noqa: E402

if found := faults():
    raise found[0]
application = get_wsgi_application()

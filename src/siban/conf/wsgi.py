"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siban.conf.settings")
application = get_wsgi_application()

# The index of the plain-words search takes a second to build; nobody at a window should be the one who waits for it.
from siban.domain.catalog import search  # noqa: E402

search.find("老人补贴")

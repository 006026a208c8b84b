"""Fill a new site: tables, places, staff, items, and a client of the API with a token. Prints both as JSON."""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.conf import settings

    from siban.domain.exchange.services.clients import MOST_PER_MINUTE
    from siban.kernel import database, feed
    from tests import reference
    from tests.surfaces.api.conftest import let_in, token_of

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    database.migrate()
    reference.load()
    client = let_in(per_minute=MOST_PER_MINUTE)
    token = token_of(client)
    feed.run_until_idle()
    sys.stdout.write(json.dumps({"token": token}))


if __name__ == "__main__":
    main()

"""`python -m siban.surfaces.cli`: how the supervisor starts its worker, whatever PATH says."""

from siban.surfaces.cli.main import app

app()

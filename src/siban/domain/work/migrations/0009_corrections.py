from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while the site runs: clocks are written by every act."""

    atomic = False

    dependencies = [("work", "0008_term_holds")]

    operations = [
        AddIndexConcurrently(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("kind", "correction")), fields=["office", "starts_on"], name="clock_corrections"
            ),
        ),
    ]

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Checks the rows that stand already, without keeping anyone from writing."""

    dependencies = [
        ("cases", "0002_family_closed"),
    ]

    operations = [
        ValidateConstraint(model_name="family", name="family_received_once_running"),
    ]

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Checks the rows that stand already, without keeping anyone from writing."""

    dependencies = [
        ("work", "0007_term"),
    ]

    operations = [
        ValidateConstraint(model_name="clock", name="clock_kind"),
    ]

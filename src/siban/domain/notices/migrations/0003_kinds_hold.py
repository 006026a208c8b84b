from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Checks the rows that stand already, without keeping anyone from writing."""

    dependencies = [
        ("notices", "0002_more_kinds"),
    ]

    operations = [
        ValidateConstraint(model_name="notice", name="notice_kind_known"),
        ValidateConstraint(model_name="notice", name="notice_numbered_kinds_have_number"),
    ]

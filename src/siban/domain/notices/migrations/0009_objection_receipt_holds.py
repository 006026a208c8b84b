from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """Checks the rows that stand already, without keeping anyone from writing."""

    dependencies = [
        ("notices", "0008_objection_receipt"),
    ]

    operations = [
        ValidateConstraint(model_name="notice", name="notice_kind_known"),
    ]

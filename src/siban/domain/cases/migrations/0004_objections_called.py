import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Objections at any window with a receipt, promised calls, and a publication that hangs out again."""

    dependencies = [
        ("cases", "0003_family_closed_holds"),
        ("kernel", "0002_installation"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="call_by",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="call_task",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="called_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="called_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="calls",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="objection",
            name="changes",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="objection",
            name="notice",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.office",
            ),
        ),
        migrations.AddField(
            model_name="proceeding",
            name="turn",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("called_at__isnull", True), ("call_by__isnull", False), _connector="OR"),
                name="objection_called_as_promised",
            ),
        ),
    ]

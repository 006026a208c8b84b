import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Messages to who is no party to anything, under a key of her own row."""

    dependencies = [
        ("kernel", "0002_installation"),
        ("people", "0003_promises"),
        ("siban_messages", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="key",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kernel.datakey",
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="people.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key__isnull", True), ("person__isnull", False)),
                    models.Q(("key__isnull", False), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="message_to_person_or_other",
            ),
        ),
    ]

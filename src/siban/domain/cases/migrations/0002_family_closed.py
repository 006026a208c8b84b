from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """A 一件事 can be given up before it is received. The rows that stand already are checked by the next migration."""

    dependencies = [
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="family",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "填写中"),
                    ("running", "办理中"),
                    ("concluded", "已办结"),
                    ("delivered", "已送达"),
                    ("closed", "已终止"),
                ],
                max_length=12,
            ),
        ),
        migrations.RemoveConstraint(
            model_name="family",
            name="family_received_after_draft",
        ),
        AddConstraintNotValid(
            model_name="family",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "closed"]), ("received_at__isnull", False), _connector="OR"),
                name="family_received_once_running",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    """How long a benefit is paid: the child it is for, the age that ends it, and a pause that lasts too long."""

    dependencies = [
        ("benefits", "0003_broken_end"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="entitlement",
            name="entitlement_stopped_whole",
        ),
        migrations.AddField(
            model_name="entitlement",
            name="child",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="entitlement",
            name="child_token",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="entitlement",
            name="stop_proposed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="entitlement",
            name="until",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="entitlement",
            name="end",
            field=models.CharField(
                choices=[
                    ("death", "老人去世"),
                    ("moved", "户口迁出"),
                    ("renounced", "本人不要了"),
                    ("twice", "在别处也领着"),
                    ("revoked", "原决定撤销了"),
                    ("broken", "承诺没有做到，原决定作废"),
                    ("long", "暂停太久，一直没有来办"),
                    ("aged", "孩子到了年龄，期满"),
                ],
                max_length=10,
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="entitlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "end__in",
                            [
                                "death",
                                "moved",
                                "renounced",
                                "twice",
                                "revoked",
                                "broken",
                                "long",
                                "aged",
                            ],
                        ),
                        ("state", "stopped"),
                        ("stopped_from__day", 1),
                        ("stopped_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "stopped"), _negated=True),
                        ("end__isnull", True),
                        ("stopped_from__isnull", True),
                        ("stopped_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="entitlement_stopped_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="entitlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__day", 1), _connector="OR"),
                name="entitlement_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="entitlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stop_proposed_on__isnull", True),
                    ("state", "suspended"),
                    _connector="OR",
                ),
                name="entitlement_proposed",
            ),
        ),
    ]

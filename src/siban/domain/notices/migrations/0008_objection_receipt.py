from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody gets who objects at a window. The rows that stand already are checked by the next migration, under no lock."""

    dependencies = [
        ("notices", "0007_adjustment"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_kind_known",
        ),
        AddConstraintNotValid(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "receipt",
                            "application-form",
                            "mandate",
                            "promise",
                            "declaration",
                            "undertaking",
                            "survey",
                            "handoff",
                            "agency-receipt",
                            "objection-receipt",
                            "archive",
                            "acceptance",
                            "decline",
                            "correction",
                            "hold",
                            "hold-end",
                            "extension",
                            "hearing",
                            "publication",
                            "grant",
                            "deny",
                            "conclusion",
                            "amendment",
                            "revocation",
                            "termination",
                            "delivery",
                            "suspension",
                            "resumption",
                            "stop",
                            "adjustment",
                            "complaint-answer",
                        ],
                    )
                ),
                name="notice_kind_known",
            ),
        ),
    ]

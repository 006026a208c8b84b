from django.db import migrations, models

CREATE = """
CREATE UNIQUE INDEX CONCURRENTLY persontoken_next_number ON people_persontoken (next_token) WHERE kind = 'number'
"""


class Migration(migrations.Migration):
    """The index of the constraint is made while windows go on registering people."""

    atomic = False
    dependencies = [("people", "0003_promises")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(CREATE, "DROP INDEX CONCURRENTLY IF EXISTS persontoken_next_number"),
            ],
            state_operations=[
                migrations.AddConstraint(
                    "persontoken",
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "number")), fields=("next_token",), name="persontoken_next_number"
                    ),
                )
            ],
        )
    ]

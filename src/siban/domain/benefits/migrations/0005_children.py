from django.db import migrations, models

OWN = (
    "CREATE UNIQUE INDEX CONCURRENTLY entitlement_own_once ON benefits_entitlement (person_id, item)"
    " WHERE (NOT (state = 'stopped') AND child_token IS NULL)"
)
CHILD = (
    "CREATE UNIQUE INDEX CONCURRENTLY entitlement_child_once ON benefits_entitlement (item, child_token)"
    " WHERE (NOT (state = 'stopped'))"
)
BEFORE = (
    "CREATE UNIQUE INDEX CONCURRENTLY entitlement_once ON benefits_entitlement (person_id, item)"
    " WHERE (NOT (state = 'stopped'))"
)


class Migration(migrations.Migration):
    """A parent may draw the same benefit for several children, and each child's is drawn once. The indexes are built
    beside the old one, while benefits go on being opened."""

    atomic = False
    dependencies = [
        ("benefits", "0004_terms"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(OWN, "DROP INDEX CONCURRENTLY entitlement_own_once"),
                migrations.RunSQL(CHILD, "DROP INDEX CONCURRENTLY entitlement_child_once"),
                migrations.RunSQL("DROP INDEX CONCURRENTLY entitlement_once", BEFORE),
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name="entitlement", name="entitlement_once"),
                migrations.AddConstraint(
                    model_name="entitlement",
                    constraint=models.UniqueConstraint(
                        fields=["person", "item"],
                        condition=models.Q(state="stopped", _negated=True) & models.Q(child_token__isnull=True),
                        name="entitlement_own_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="entitlement",
                    constraint=models.UniqueConstraint(
                        fields=["item", "child_token"],
                        condition=models.Q(state="stopped", _negated=True),
                        name="entitlement_child_once",
                    ),
                ),
            ],
        ),
    ]

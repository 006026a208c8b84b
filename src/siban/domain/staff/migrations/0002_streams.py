import django.db.models.deletion
from django.db import migrations, models


def give_streams(apps, schema_editor):
    """Each post that is there gets its history, under its own id."""
    post, stream = apps.get_model("staff", "Post"), apps.get_model("kernel", "Stream")
    ids = list(post.objects.using(schema_editor.connection.alias).values_list("pk", flat=True))
    stream.objects.using(schema_editor.connection.alias).bulk_create([stream(id=id, kind="post") for id in ids])
    post.objects.using(schema_editor.connection.alias).update(stream_id=models.F("id"))


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_installation"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.AddField(model_name="post", name="state", field=models.CharField(default="standing", max_length=10)),
        migrations.AddField(
            model_name="post",
            name="stream",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.stream"
            ),
        ),
        migrations.RunPython(give_streams, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="post",
            name="stream",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.stream"
            ),
        ),
    ]

"""From here on the database refuses to change or remove an entry of the log."""

from django.db import migrations

from wiki.log.guard import guard, unguard


def on(apps, schema_editor):
    guard(schema_editor.connection)


def off(apps, schema_editor):
    unguard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]

    operations = [migrations.RunPython(on, off)]

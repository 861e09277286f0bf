"""From here on the database lets the words of a reason be forgotten, and nothing else of the log."""

from django.db import migrations

from wiki.log.guard import guard, unguard


def anew(apps, schema_editor):
    unguard(schema_editor.connection)
    guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("log", "0002_guard")]

    operations = [migrations.RunPython(anew, anew)]

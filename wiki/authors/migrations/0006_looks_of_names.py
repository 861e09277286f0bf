from django.db import migrations

from wiki.lib.looks import looks_of_name


def look(apps, schema_editor):
    """Say of every name what it looks like, and which are taken for a listed author's."""
    authors = apps.get_model("authors", "Author").objects
    for pk, name in authors.values_list("pk", "name"):
        authors.filter(pk=pk).update(looks=looks_of_name(name)[:200])
    taken = authors.filter(listed=True).values_list("looks", flat=True)
    authors.filter(listed=False, looks__in=list(taken)).update(double=True)


class Migration(migrations.Migration):

    dependencies = [("authors", "0005_looks")]

    operations = [migrations.RunPython(look, migrations.RunPython.noop)]

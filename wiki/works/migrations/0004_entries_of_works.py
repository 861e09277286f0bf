from django.db import migrations

from wiki.links.keys import key as folded
from wiki.works.carrying import keys, of_work
from wiki.works.facts import columns
from wiki.works.files import first

BATCH = 500


def carry(apps, schema_editor):
    """An entry for each work, so that it can be cited; of two that would have one key, the later has its slug."""
    SelectedWork = apps.get_model("works", "SelectedWork")
    Entry = apps.get_model("works", "Entry")
    taken = set(Entry.objects.values_list("folded", flat=True))
    for work in SelectedWork.objects.filter(entry=None).order_by("pk").iterator(BATCH):
        found = first(work.bibtex)
        key = next(key for key in keys(work.slug, found) if folded(key) not in taken)
        taken.add(folded(key))
        Entry.objects.create(work=work, **columns(key, *of_work(work, found, key)))


def drop(apps, schema_editor):
    """The works' own entries are gone."""
    apps.get_model("works", "Entry").objects.exclude(work=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('works', '0003_bibliography'),
    ]

    operations = [
        migrations.RunPython(carry, drop),
    ]

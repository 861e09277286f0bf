from django.db import migrations


def begin_threads(apps, schema_editor):
    """Let every answer stand in the thread of the topmost comment above it."""
    comments = apps.get_model("comments", "Comment").objects
    parents = dict(comments.exclude(parent=None).values_list("pk", "parent"))
    tops = {}
    for comment in parents:
        way, here = [], comment
        while here in parents and here not in tops:
            way.append(here)
            here = parents[here]
        tops |= dict.fromkeys(way, tops.get(here, here))
    for comment, top in tops.items():
        comments.filter(pk=comment).update(thread=top)


def keep_hidden(apps, schema_editor):
    """What is away with its page was no state before: nobody is to read it."""
    apps.get_model("comments", "Comment").objects.filter(state="away").update(state="hidden")


class Migration(migrations.Migration):

    dependencies = [("comments", "0009_discussions")]

    operations = [migrations.RunPython(begin_threads, keep_hidden)]

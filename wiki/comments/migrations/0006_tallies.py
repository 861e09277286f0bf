from django.db import migrations

BATCH = 1_000
CARRIED = ("karma", "karma_votes", "agreement", "agreement_votes")


def begin(apps, schema_editor):
    """A tally for each comment, with what its import carried."""
    Comment = apps.get_model("comments", "Comment")
    Tally = apps.get_model("comments", "CommentTally")
    batch = []
    for comment in Comment.objects.filter(tally=None).order_by("pk").iterator(BATCH):
        carried = {name: getattr(comment, f"carried_{name}") for name in CARRIED}
        batch.append(
            Tally(
                target=comment,
                author_id=comment.author_id,
                place=comment.place,
                visible=comment.state == "published",
                open=comment.state == "published" and comment.retracted_at is None,
                **{f"carried_{name}": value for name, value in carried.items()},
                **{name: value or 0 for name, value in carried.items()},
            )
        )
        if len(batch) == BATCH:
            Tally.objects.bulk_create(batch)
            batch = []
    Tally.objects.bulk_create(batch)


def give_back(apps, schema_editor):
    """What was carried, back beside each comment."""
    Comment = apps.get_model("comments", "Comment")
    Tally = apps.get_model("comments", "CommentTally")
    for tally in Tally.objects.order_by("pk").iterator(BATCH):
        carried = {f"carried_{name}": getattr(tally, f"carried_{name}") for name in CARRIED}
        if any(value is not None for value in carried.values()):
            Comment.objects.filter(pk=tally.pk).update(**carried)
    Tally.objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0005_votes'),
    ]

    operations = [
        migrations.RunPython(begin, give_back),
    ]

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0006_tallies'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='comment',
            name='carried_agreement',
        ),
        migrations.RemoveField(
            model_name='comment',
            name='carried_agreement_votes',
        ),
        migrations.RemoveField(
            model_name='comment',
            name='carried_karma',
        ),
        migrations.RemoveField(
            model_name='comment',
            name='carried_karma_votes',
        ),
    ]

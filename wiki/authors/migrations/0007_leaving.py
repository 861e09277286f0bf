from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authors', '0006_looks_of_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='author',
            name='left_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]

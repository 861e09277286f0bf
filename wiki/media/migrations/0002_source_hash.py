from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0001_images'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='source_hash',
            field=models.CharField(blank=True, default='', editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(condition=~Q(source_hash=''), fields=['source_hash'], name='images_imported'),
        ),
    ]

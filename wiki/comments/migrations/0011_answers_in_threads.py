from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("comments", "0010_threads")]

    operations = [
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent', None), ('thread', None)), models.Q(('parent__isnull', False), ('thread__isnull', False)), _connector='OR'), name='comment_answers_in_a_thread'),
        ),
    ]

"""What somebody who flags a comment can say of it."""

from __future__ import annotations

from django.db import models


class Complaint(models.TextChoices):
    """What may be wrong with a comment."""

    SPAM = "spam", "It is spam or advertising"
    UNKIND = "unkind", "It is unkind or attacks somebody"
    PRIVATE = "private", "It tells something private"
    ILLEGAL = "illegal", "It is against the law"
    OTHER = "other", "Something else"

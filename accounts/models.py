"""Who can sign in, and the one-time link that lets an owner in before there is any other way."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    @transaction.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user who can sign in at once: whoever calls this vouches for the address, so it counts as verified."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def is_taken(self, email: str, *, but: User) -> bool:
        """Whether anybody but this user, who may not be saved yet, signs in with this address or has it besides."""
        others = EmailAddress.objects.filter(email__iexact=email).exclude(user=but.pk)
        return self.filter(email__iexact=email).exclude(pk=but.pk).exists() or others.exists()

    def owner(self) -> User | None:
        """The first user who may do everything, or none yet; one who may not sign in only where nobody else is."""
        return self.filter(is_superuser=True).order_by("-is_active", "pk").first()


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in; the e-mail address is the name they do it with."""

    email = models.EmailField("e-mail address", unique=True)
    is_staff = models.BooleanField("may enter the admin", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_whatever_its_case")]

    def __str__(self) -> str:
        return self.email

    @transaction.atomic
    def change_email(self, email: str) -> None:
        """Move the account to another address, which counts as verified; further addresses of theirs stay."""
        self.email = email.strip().lower()
        self.save(update_fields=["email"])
        EmailAddress.objects.filter(Q(primary=True) | Q(email__iexact=self.email), user=self).delete()
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class LoginLinkManager(models.Manager["LoginLink"]):
    def issue(self, user: User) -> str:
        """Make a link for this user and return its token, which is stored nowhere; their expired ones go."""
        now = timezone.now()
        self.filter(user=user, expires_at__lte=now).delete()
        token = secrets.token_urlsafe(32)
        mark = user.get_session_auth_hash()
        self.create(user=user, token_hash=token_hash(token), password_mark=mark, expires_at=now + LoginLink.LIFETIME)
        return token

    def usable(self, token: str) -> LoginLink | None:
        """The link with this token, if it can still sign somebody in."""
        link = self.filter(token_hash=token_hash(token)).select_related("user").first()
        return link if link and link.is_usable() else None

    def redeem(self, token: str) -> User | None:
        """Use the link up and return its user; of any number of calls at once, one gets the user, the rest none."""
        link = self.usable(token)
        if link is None:
            return None
        now = timezone.now()
        won = self.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now)
        return link.user if won else None


class LoginLink(models.Model):
    """A way in that works once, for a quarter of an hour, and dies when the password changes."""

    LIFETIME = timedelta(minutes=15)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_links")
    token_hash = models.CharField(max_length=64, unique=True)
    password_mark = models.CharField(max_length=128)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[LoginLinkManager] = LoginLinkManager()

    def __str__(self) -> str:
        return f"One-time link until {self.expires_at:%Y-%m-%d %H:%M} UTC"

    def is_usable(self) -> bool:
        """Unused, in time, and for a user who may sign in and has the password of that day."""
        same_password = secrets.compare_digest(self.password_mark, self.user.get_session_auth_hash())
        return self.used_at is None and self.expires_at > timezone.now() and self.user.is_active and same_password


def token_hash(token: str) -> str:
    """What is stored in place of a token of 256 random bits, which needs no salt."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()

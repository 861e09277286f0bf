"""Every knob, read from the environment; nonsense stops the start with a sentence."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from wiki.management import services
from wiki.management.data_folder import DEFAULT_PORT, data_folder

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = data_folder()
DEBUG = env.bool("DEBUG", False)


def noted(name: str) -> str:
    """The content of a file that `up` writes in DATA_DIR, or nothing."""
    path = DATA_DIR / name
    return path.read_text().strip() if path.is_file() else ""


SECRET_KEY = env.str("SECRET_KEY", "") or noted("secret_key")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        f"There is no secret key in {DATA_DIR} yet. Run `python manage.py up` once, which makes one, or set SECRET_KEY."
    )

# The one public origin: hosts, CSRF origins, Secure cookies, HSTS and absolute links come from it. Where nobody says
# it, it is what `up` is about to serve (UP_PORT), or, for every other command, what the last `up` noted.
said = env.str("SITE_URL", "").rstrip("/").lower()
up_port = env.str("UP_PORT", "")
SITE_URL = (
    said or (f"http://localhost:{up_port}" if up_port else noted("address")) or f"http://localhost:{DEFAULT_PORT}"
)
origin = re.fullmatch(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", SITE_URL)
if not origin:
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL}, but it must be like https://example.org, without a path.")
HTTPS, host = origin[1] == "https", origin[2]
loopback = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [host] if said else [host, *loopback]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if DEBUG and host not in loopback:
    raise ImproperlyConfigured(f"DEBUG shows the site's inside to everybody: it is refused at {SITE_URL}.")

# How many proxies in front of the site may be believed about the client's address and scheme.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0, validate=validate.Range(min=0))
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

COMMENTS_PER_PAGE = env.int("COMMENTS_PER_PAGE", 20, validate=validate.Range(min=1, max=500))

VOTING = env.str("VOTING", "anyone", validate=validate.OneOf(["anyone", "accounts", "closed"]))
# Of the votes without an account on one thing from one network on one day, so many count; the rest are held.
VOTE_NETWORK_FULL = env.int("VOTE_NETWORK_FULL", 2, validate=validate.Range(min=1))
VOTER_COOKIE_DAYS = env.int("VOTER_COOKIE_DAYS", 180, validate=validate.Range(min=0))

REPLIES = env.str("REPLIES", "readers", validate=validate.OneOf(["readers", "closed"]))
# So many replies of a new reader are held until a moderator has let them through.
HOLD_FIRST = env.int("HOLD_FIRST", 1, validate=validate.Range(min=0))
# Flags from so many networks hide a reader's reply until a moderator has looked.
FLAGS_TO_HIDE = env.int("FLAGS_TO_HIDE", 3, validate=validate.Range(min=1))
PUBLIC_LOG = env.bool("PUBLIC_LOG", True)
AKISMET_KEY = services.akismet(env.str("AKISMET_KEY", ""))  # where it is empty, nobody outside is asked

INSTALLED_APPS = [
    "wiki",
    "wiki.front",
    "wiki.feeds",
    "wiki.archive",
    "wiki.moderation",
    "wiki.comments",
    "wiki.pages",
    "wiki.works",
    "wiki.authors",
    "wiki.links",
    "wiki.votes",
    "wiki.notices",
    "wiki.log",
    "wiki.media",
    "wiki.markup",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.orcid",
    "allauth.usersessions",
    "wiki.moderation.apps.OfficeConfig",  # django.contrib.admin, with a site of ours
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "markdownx",
    "django.forms",  # its widgets' templates, which ours include
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wiki.lib.headers.on_every_answer",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below what adds headers, so that static files have them too
    "wiki.lib.compression.Compressing",
    "django.middleware.http.ConditionalGetMiddleware",
    "wiki.lib.caching.private_unless_said",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.mail.not_found_without",
    "accounts.providers.not_found_without",
    "wiki.lib.moved.LeadingOn",
]
ROOT_URLCONF = "wiki.urls"
CSRF_FAILURE_VIEW = "wiki.lib.kept.form_refused"
WSGI_APPLICATION = "wiki.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.mail.offered",
                "accounts.providers.offered",
                "wiki.authors.access.writing",
                "wiki.moderation.public_log.offered",
                "wiki.notices.unread.unread",
            ]
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_CONNECTIONS = env.int("DATABASE_CONNECTIONS", 80, validate=validate.Range(min=1))
database = env.str("DATABASE_URL", "") or f"sqlite:///{quote(str(DATA_DIR / 'commonplace.sqlite3'))}"
if not re.match(r"(sqlite|postgres|postgresql)://", database):
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// and a path, or with postgres:// and a server.")
try:
    DATABASES = {"default": dj_database_url.parse(database, conn_max_age=600, conn_health_checks=True)}
except ValueError as error:
    raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from None
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN, so that writers queue for `timeout` seconds instead of failing half-way.
    # With secure_delete what a deleted row said is overwritten, and not only forgotten.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA journal_size_limit=67108864;"
        "PRAGMA secure_delete=ON;",
    }

# Shared by all processes, or the limits on signing in would be so many times higher.
CACHES = {"default": services.cache(env.str("CACHE_URL", ""))}
EMAIL_URL = env.str("EMAIL_URL", "")  # where it is empty, what needs mail is not offered
globals().update(services.mail(EMAIL_URL))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", f"commonplace@{host}")
# What waits for a worker, `manage.py db_worker`, which `up` runs itself.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "MinimumLengthValidator": {"min_length": 8},
        "CommonPasswordValidator": {},
        "UserAttributeSimilarityValidator": {"user_attributes": ["email"]},
    }.items()
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/account/signed-out/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_REDIRECT_URL = "/account/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = origin[1]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = bool(EMAIL_URL)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "change_password": "accounts.forms.NewPasswordForm",
    "confirm_email_verification_code": "accounts.sign_up_forms.NewAddressCodeForm",
    "confirm_login_code": "accounts.sign_up_forms.SignInCodeForm",
    "login": "accounts.forms.SignInForm",
    "set_password": "accounts.forms.NewPasswordForm",
    "signup": "accounts.sign_up_forms.SignUpForm",
}
# What is counted by "key" is counted by e-mail address, in however many browsers.
ACCOUNT_RATE_LIMITS = {
    "login": "20/m/ip",  # every try, whatever becomes of it
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "10/m/ip,60/h/ip",
    "sign_up_mail": "30/h/ip,3/10m/key,12/d/key",
    "code": "60/h/ip,10/15m/key",
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
    "reset_password": "20/m/ip,5/m/key,12/h/key",
    "confirm_email": "1/10s/key,12/h/key",
}
# Who somebody is elsewhere: each provider is offered where both of its keys are set.
SOCIALACCOUNT_PROVIDERS = services.providers(
    orcid=(env.str("ORCID_CLIENT_ID", ""), env.str("ORCID_SECRET", "")),
    github=(env.str("GITHUB_CLIENT_ID", ""), env.str("GITHUB_SECRET", "")),
)
SOCIALACCOUNT_ADAPTER = "wiki.moderation.providers.ProviderAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.sign_up_forms.ProviderSignUpForm"}
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "accounts.passkeys.AddForm",
    "authenticate_webauthn": "accounts.passkeys.AuthenticateForm",
    "login_webauthn": "accounts.passkeys.LoginForm",
    "reauthenticate_webauthn": "accounts.passkeys.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "webp", "gz", "woff2", "map"]
MEDIA_ROOT = DATA_DIR / "media"

# The editor's widget has a template of ours, and its two addresses lead to views of ours (wiki/front/editor.py).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MARKDOWNX_URLS_PATH = "/account/preview/"
MARKDOWNX_UPLOAD_URLS_PATH = "/account/images/upload/"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Some addresses hold a one-time token, so no Referer ever says more than the origin. `no-referrer` would say less, but
# with it a browser posts forms with `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "strict-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
unused = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
EXTRA_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in unused.split()),
}
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_HSTS_SECONDS = 31_536_000
    # SecurityMiddleware says it only where it knows of TLS; behind a proxy that is not believed it never does.
    EXTRA_HEADERS["Strict-Transport-Security"] = f"max-age={SECURE_HSTS_SECONDS}"
    SECURE_SSL_REDIRECT = TRUSTED_PROXY_COUNT > 0  # without a believed proxy every request looks like plain HTTP
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
# HSTS for every subdomain (W005) and for good (W021) is for the owner of the domain to promise, not for one site on it;
# W008 asks for a redirect that a TLS proxy makes where none is believed here.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "accounts.logs.WithoutTokens"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

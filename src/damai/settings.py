"""All settings, in one file, read once. A missing secret stops the server with a sentence that says what to set."""

import logging
import os
import re
import secrets
import sqlite3
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Forgetting DAMAI_ENV is safe: production refuses to start without its secrets. The Makefile exports `dev`.
ENV = os.getenv("DAMAI_ENV", "production")
DEV = ENV == "dev"


def env(name: str, *, dev: str) -> str:
    """Read DAMAI_<name>. In development fall back to `dev`; anywhere else a missing value stops the server."""
    value = os.getenv(f"DAMAI_{name}")
    if value is not None:
        return value
    if DEV:
        return dev
    raise ImproperlyConfigured(f"Set DAMAI_{name}; see docs/operate/settings.md")


PACKAGE = Path(__file__).parent
ROOT = PACKAGE.parent.parent

# Everything that must survive: database, files, keys. One folder, so that a backup is one folder.
HOME = Path(env("HOME", dev=str(ROOT / "var"))).resolve()
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)  # other users of the machine have no business in it
FILES = HOME / "files"


def development_secret(name: str) -> str:
    """A secret of this machine for development, made once and kept in HOME, so that nothing breaks at a restart."""
    if not DEV:
        return ""
    path = HOME / f"{name}.dev-secret"
    if not path.exists():
        scratch = path.with_suffix(f".{os.getpid()}")
        scratch.touch(mode=0o600)
        scratch.write_text(secrets.token_hex(32))
        try:
            os.link(scratch, path)  # two processes starting at once agree on the first one's secret
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    return path.read_text().strip()


SECRET_KEY = env("SECRET_KEY", dev=development_secret("secret-key"))
# 32 bytes in hex. Seals what reporters send and derives receipts; never stored in the database.
SEALING_KEY = bytes.fromhex(env("SEALING_KEY", dev=development_secret("sealing-key")))
# Keys that older messages were sealed under, comma-separated, after DAMAI_SEALING_KEY was changed.
SEALING_KEYS_RETIRED = [bytes.fromhex(key) for key in os.getenv("DAMAI_SEALING_KEYS_RETIRED", "").split(",") if key]
# 32 bytes in hex: the Ed25519 seed that signs the ledger's checkpoints.
LEDGER_KEY = bytes.fromhex(env("LEDGER_KEY", dev=development_secret("ledger-key")))
# vkeys, separated by spaces, that signed earlier checkpoints and were replaced (`damai ledger key` prints a key as a vkey).
LEDGER_RETIRED_KEYS = os.getenv("DAMAI_LEDGER_RETIRED_KEYS", "").split()
# The ledger's name in every checkpoint: by C2SP convention the public address of /log without https://, such as
# pemilu.example.id/log. It is fixed when the log begins.
LEDGER_ORIGIN = env("LEDGER_ORIGIN", dev="damai.example/dev")

DEBUG = False
ALLOWED_HOSTS = env("HOSTS", dev="127.0.0.1,localhost,[::1],testserver").split(",")
# The official code of the city this house serves: messages that name no place go to its supervisors.
CITY = env("CITY", dev="31.71")
# The election whose stages the pages speak of.
ELECTION = env("ELECTION", dev="pemilu_2024")
# Where citizens and devices reach this house; used in links that leave it (ODK, QR codes, mails).
BASE_URL = env("BASE_URL", dev="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []

INSTALLED_APPS = [
    "damai.look",
    "damai.ledger",
    "damai.chores",
    "damai.outbox",
    "damai.areas",
    "damai.agencies",
    "damai.statutes",
    "damai.documents",
    "damai.identities",
    "damai.intake",
    "damai.interviews",
    "damai.triage",
    "damai.evidence",
    "damai.commitments",
    "damai.cases",
    "damai.pledges",
    "damai.rakor",
    "damai.portal",
    "damai.workspace",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "damai.agencies.middleware.Writable",
    "damai.agencies.middleware.Threshold",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "damai.urls"
WSGI_APPLICATION = "damai.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "damai.look.context.house",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------------------

OLDEST_SAFE_SQLITE = (3, 51, 3)  # older ones can lose committed writes in WAL mode ("WAL-reset" bug)
# FULL: what was committed survives a power cut. NORMAL does not keep that promise in WAL mode; tests show both.
SQLITE_SYNCHRONOUS = os.getenv("DAMAI_SQLITE_SYNCHRONOUS", "FULL")
if SQLITE_SYNCHRONOUS not in ({"FULL", "NORMAL"} if DEV else {"FULL"}):
    raise ImproperlyConfigured(
        f"DAMAI_SQLITE_SYNCHRONOUS={SQLITE_SYNCHRONOUS} would lose acknowledged reports at a power cut; unset it"
    )


def database(url: str) -> dict[str, object]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        if sqlite3.sqlite_version_info < OLDEST_SAFE_SQLITE:
            raise ImproperlyConfigured(
                f"SQLite {sqlite3.sqlite_version} can lose data in WAL mode; 3.51.3 or newer is needed (install pysqlite3)"
            )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # IMMEDIATE: a transaction that will write takes its turn at once instead of failing half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SQLITE_SYNCHRONOUS}; PRAGMA foreign_keys=ON;"
                    "PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;"
                ),
            },
            "TEST": {"NAME": os.getenv("DAMAI_TEST_SQLITE") or str(HOME / f"test-{os.getpid()}.sqlite3")},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(f"DAMAI_DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme}://")


DATABASES = {"default": database(env("DATABASE_URL", dev=f"sqlite://{HOME / 'damai.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ---------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "agencies.Member"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "damai.agencies.accounts.NotObvious"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # invitations and reset links
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/kerja/"
LOGOUT_REDIRECT_URL = "/"
# Members whose role can see personal data must have a second factor, except on a developer's machine.
SECOND_FACTOR_REQUIRED = not DEV

# django-allauth: who signs in, and how. Nobody signs up (accounts.Accounts); nothing tells whether an account exists.
ACCOUNT_ADAPTER = "damai.agencies.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # the sign-up page is closed; the sign-in form follows this list
ACCOUNT_CHANGE_EMAIL = True  # one address, replaced only after the new one has answered
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever adds a member vouches for the address
ACCOUNT_PREVENT_ENUMERATION = True
# A mail goes out whether or not the account exists: the page answers the same, and after the same work.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Damai] "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEV else "https"
# "ip" is a network here, and the key of a failed sign-in is account and network (accounts.Accounts): see README of agencies.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
}
# How many proxies stand in front and add to X-Forwarded-For; a client's own entries are not believed.
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(env("PROXIES", dev="0"))

MFA_ADAPTER = "damai.agencies.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEV  # http://localhost
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the risk it guards against is open sign-up, and ours is closed
MFA_TOTP_ISSUER = "Damai"
MFA_TOTP_TOLERANCE = 1  # clocks of cheap phones are half a minute off

# django-axes: failures are counted in the database, for all processes together, per account and network. A lock-out ends by
# itself and further attempts do not prolong it; a passkey, or another network, gets in meanwhile.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "damai.agencies.accounts.counted_as"
AXES_CLIENT_IP_CALLABLE = "damai.agencies.accounts.counted_from"
AXES_LOCKOUT_CALLABLE = "damai.agencies.accounts.locked_out"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "email", "ip_address", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # would keep names and addresses; the ledger and the session list say what is needed
AXES_VERBOSE = False

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEV
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "damai_session"
CSRF_COOKIE_NAME = "damai_csrf"

# --- Mail -----------------------------------------------------------------------------------------------------

# smtp://user:password@host:587 (STARTTLS), smtps://user:password@host:465 (TLS from the start), or file:///folder.
MAIL = urlsplit(env("MAIL_URL", dev=f"file://{HOME / 'mails'}"))
if MAIL.scheme not in {"file", "smtp", "smtps"}:
    raise ImproperlyConfigured(f"DAMAI_MAIL_URL must begin with smtp://, smtps:// or file://, not {MAIL.scheme}://")
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if MAIL.scheme == 'file' else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = MAIL.path
EMAIL_HOST = MAIL.hostname or ""
EMAIL_PORT = MAIL.port or (465 if MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(MAIL.password or "")
EMAIL_USE_SSL = MAIL.scheme == "smtps"
EMAIL_USE_TLS = MAIL.scheme == "smtp"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("MAIL_FROM", dev="Damai <damai@localhost>")
# Where letters return to that could not be delivered, such as kembali@pemilu.example.id. "+" and the letter's token are put
# before the @, so set it only where the mail server knows such addresses. Without it they return to MAIL_FROM.
MAIL_RETURN = os.getenv("DAMAI_MAIL_RETURN", "")
if MAIL_RETURN and not re.fullmatch(r"[A-Za-z0-9._-]{1,30}@[A-Za-z0-9.-]+", MAIL_RETURN):
    raise ImproperlyConfigured("DAMAI_MAIL_RETURN must be a plain address such as kembali@pemilu.example.id")

# --- SMS ------------------------------------------------------------------------------------------------------

# https://user:password@gateway/path (docs/operate/mail.md says what is posted there), file:///folder, or nothing: no SMS.
SMS_URL = os.getenv("DAMAI_SMS_URL", f"file://{HOME / 'sms'}" if DEV else "")
SMS = urlsplit(SMS_URL)
if SMS.scheme not in {"", "file", "https"} or (SMS.scheme == "https" and not (SMS.hostname and SMS.username and SMS.password)):
    raise ImproperlyConfigured("DAMAI_SMS_URL must be https://user:password@gateway/path, file:///folder or empty")

# --- Chat -----------------------------------------------------------------------------------------------------

# https://user:password@gateway/path or file:///folder, or nothing: no chat. The password signs both ways: what is posted there,
# and what the gateway delivers to /masuk/obrolan/ (docs/operate/chat.md).
CHAT_URL = os.getenv("DAMAI_CHAT_URL", f"file://damai:{development_secret('chat')}@{HOME / 'chat'}" if DEV else "")
CHAT = urlsplit(CHAT_URL)
CHAT_SECRET = unquote(CHAT.password or "")
if CHAT.scheme not in {"", "file", "https"} or (CHAT.scheme == "https" and not (CHAT.hostname and CHAT.username)):
    raise ImproperlyConfigured("DAMAI_CHAT_URL must be https://user:password@gateway/path, file:///folder or empty")
if CHAT.scheme == "https" and len(CHAT_SECRET) < 32:
    raise ImproperlyConfigured(
        "DAMAI_CHAT_URL must be signed with a password of at least 32 random characters: it opens a door, too"
    )

# --- Language and time ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
# Each by its own name: who looks for English does not look for "Inggris".
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# --- Static files ---------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
# On a developer's machine files are served from where they are; elsewhere `damai setup` collects them.
WHITENOISE_USE_FINDERS = DEV
# What carries a digest in its name never changes.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(built/assets/.+|.+\.[0-9a-f]{12}\..+)$"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns at every start while it is missing
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    if not DEV
    else {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Walls ----------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str] | str] = {
    "camera": [],
    "microphone": [],
    "geolocation": "self",
    "payment": [],
    "usb": [],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEV else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEV
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the browsers' preload list is for whoever owns the domain to join
SECURE_SSL_REDIRECT = not DEV
# Believed only where a proxy of the operator's stands in front and sets it; else anyone could say it of a line in the clear.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES and not DEV else None
# The report form takes its files itself (intake/channels/web/upload.py). No other page wants any: what is sent there is dropped
# as it arrives, and never fills a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- Work that happens by itself ------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


class Discreet(logging.Formatter):
    """Writes a line of the log without what is secret in addresses: the token of a phone, the key of a new password."""

    # Also where somebody typed the address themselves, in large letters or with a stroke too many: the token in it is theirs.
    SECRET = re.compile(
        r"(/masuk/+odk/+|/akun/+password/+reset/+key/+|/deklarasi/+(?:konfirmasi|tanda-tangan|milik)/+|/tanggapan/+(?:perkara/+)?"
        r"|/undangan/+(?:pintu/+|kalender/+)?)[^/\s]+",
        re.IGNORECASE,
    )

    def format(self, record: logging.LogRecord) -> str:
        """The line, tracebacks included, since they are all one text by now."""
        return self.SECRET.sub(r"\1…", super().format(record))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": Discreet, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Says who failed to sign in and from where; damai.signin says it without names and addresses.
    # Pillow writes down what a camera wrote into a photo, names and places, once somebody asks for every detail.
    "loggers": {"axes": {"level": "CRITICAL"}, "PIL": {"level": "INFO"}},
}

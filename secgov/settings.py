"""Settings: one file, read from the environment, safe when nothing is set."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from secgov import database

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

ENVIRONMENT = env.str(
    "SECGOV_ENV",
    "demo",
    validate=validate.OneOf(("demo", "production", "test"), error="Set SECGOV_ENV to demo, production or test."),
)
IS_DEMO = ENVIRONMENT == "demo"
IS_PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("SECGOV_DEBUG", False)
DATA_DIR = Path(env.str("SECGOV_DATA_DIR", "") or BASE_DIR / "var")

DEMO_SECRET_KEY = "demo-only-not-a-secret-and-refused-in-production"  # noqa: S105
SECRET_KEY = env.str("SECGOV_SECRET_KEY", DEMO_SECRET_KEY)
# Keys of before: what was sealed or signed with them is still read.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECGOV_OLD_SECRET_KEYS", [])
ALLOWED_HOSTS = env.list("SECGOV_ALLOWED_HOSTS", [] if IS_PRODUCTION else ["localhost", "127.0.0.1", "testserver"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("SECGOV_TRUSTED_ORIGINS", [])
HTTPS = env.bool("SECGOV_HTTPS", False)


def refuse_unsafe_production() -> None:
    """Stop a production start that would run with demo settings; each sentence names the setting to change."""
    refusals = {
        "Set SECGOV_SECRET_KEY to a long random text.": SECRET_KEY == DEMO_SECRET_KEY,
        "Set SECGOV_DEBUG to false.": DEBUG,
        "Set SECGOV_ALLOWED_HOSTS to the names this server answers to.": not ALLOWED_HOSTS,
        "Set SECGOV_HTTPS to true and serve over HTTPS.": not HTTPS,
    }
    reasons = [sentence for sentence, broken in refusals.items() if broken]
    if reasons:
        raise ImproperlyConfigured("secgov does not start in production. " + " ".join(reasons))


if IS_PRODUCTION:
    refuse_unsafe_production()

INSTALLED_APPS = [
    # First, so that what they put on the administration pages can be taken off them (secgov/admin.py).
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "desk",
    "archive",
    "modifications",
    "actions",
    "meetings",
    "secgov",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "django_htmx",
    "simple_history",
    "rules",
    "template_partials",
    "procrastinate.contrib.django",
    "django_prose_editor",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "secgov.answer_headers.AnswerHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "secgov.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "secgov.accounts.second_factor.SecondFactorMiddleware",
    "secgov.viewing.ViewingMiddleware",
    "secgov.middleware.SignInRequiredMiddleware",
    "secgov.middleware.ReaderMiddleware",
    "secgov.showing.ShownMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

# Label, route, what its addresses begin with, and the permission that shows it, "" for everybody. Wiring, so it stands
# here and not in any app.
NAVIGATION = [
    ("Meetings", "meetings:index", "/meetings/", ""),
    ("Actions", "actions:index", "/actions/", ""),
    ("Modifications", "modifications:index", "/modifications/", ""),
    ("Documents", "secgov:documents", "/documents/", ""),
    ("Committees", "secgov:committees", "/committees/", ""),
    ("Import", "archive:index", "/imports/", "archive.upload"),
    ("Export", "exports:index", "/exports/", "archive.export"),
    ("Answers", "secgov:answers", "/answers/", "secgov.answer"),
    ("Accounts", "secgov:accounts", "/accounts/", "secgov.administer_accounts"),
]
ROOT_URLCONF = "secgov.urls"
WSGI_APPLICATION = "secgov.wsgi.application"
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
                "secgov.context.page",
            ],
            "builtins": ["secgov.templatetags.house"],
        },
    }
]

DATABASES = {"default": database.configured(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "secgov.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Accounts are made by invitation only (docs/adr/0014); allauth signs in, and its sign-up pages have no address.
# Who must sign in with a second factor: secretaries of any committee, records and system administrators.
SECOND_FACTOR_FOR = ["secretary", "records", "system"] if env.bool("SECGOV_SECOND_FACTOR", IS_PRODUCTION) else []
INVITATION_DAYS = env.int("SECGOV_INVITATION_DAYS", 14)
ACCOUNT_ADAPTER = "secgov.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "secgov.accounts.forms.SignInForm",
    "request_login_code": "secgov.accounts.forms.AskCodeForm",
    "confirm_login_code": "secgov.accounts.forms.GiveCodeForm",
    "reset_password": "secgov.accounts.forms.AskResetForm",
    "reset_password_from_key": "secgov.accounts.forms.NewPasswordForm",
    "change_password": "secgov.accounts.forms.ChangePasswordForm",
    "set_password": "secgov.accounts.forms.FirstPasswordForm",
    "reauthenticate": "secgov.accounts.forms.PasswordAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever has an account was invited at its address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "invitation": "20/m/ip",
}
MFA_ADAPTER = "secgov.accounts.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "secgov.accounts.forms.FactorForm",
    "reauthenticate": "secgov.accounts.forms.FactorAgainForm",
    "activate_totp": "secgov.accounts.forms.AppCodeForm",
    "add_webauthn": "secgov.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "secgov.accounts.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "secgov"
MFA_TOTP_TOLERANCE = 1  # a code may be half a minute old
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION  # passkeys on http://localhost
USERSESSIONS_TRACK_ACTIVITY = False  # it would write to the database with every page
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("SECGOV_BEHIND_PROXY", False) else 0
# An organisation's own sign-in, for people who have an account here; it never makes one.
SOCIALACCOUNT_ADAPTER = "secgov.accounts.adapter.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link; a form would be stopped by form-action on its way to the organisation
OIDC_ISSUER = env.str("SECGOV_OIDC_ISSUER", "")
OIDC_NAME = env.str("SECGOV_OIDC_NAME", "your organisation")
OIDC_APP = {
    "provider_id": "organisation",
    "name": OIDC_NAME,
    "client_id": env.str("SECGOV_OIDC_CLIENT_ID", ""),
    "secret": env.str("SECGOV_OIDC_CLIENT_SECRET", ""),
    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_APP] if OIDC_ISSUER else [], "OAUTH_PKCE_ENABLED": True}}
# Rate limits are counted for all web workers together: in a table that migrate makes (secgov/models/accounts.py).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "secgov_counted",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORED_FILES_DIR = DATA_DIR / "files"
# Served from the source folders in the demo, so that a start needs no collectstatic.
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
PAPER_MAX_BYTES = env.int("SECGOV_PAPER_MAX_BYTES", 20 * 1024 * 1024)
# How much may be imported at once: bytes of one file, files, and bytes of all of them together, unpacked.
IMPORT_MAX_BYTES = env.int("SECGOV_IMPORT_MAX_BYTES", 25 * 1024 * 1024)
IMPORT_MAX_FILES = env.int("SECGOV_IMPORT_MAX_FILES", 200)
IMPORT_MAX_TOTAL_BYTES = env.int("SECGOV_IMPORT_MAX_TOTAL_BYTES", 200 * 1024 * 1024)
DATA_UPLOAD_MAX_NUMBER_FILES = IMPORT_MAX_FILES + 1
# A reading is saved as one page: sixty reviewed actions and forty people make a thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

SESSION_ENGINE = "secgov.sealed_sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("SECGOV_BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Django's own page for this has its style inline, which our policy forbids.
CSRF_FAILURE_VIEW = "secgov.views.forged"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Mail leaves by SMTP where a host is set; without one it stays in the outbox, which the demo shows.
EMAIL_HOST = env.str("SECGOV_SMTP_HOST", "")
EMAIL_PORT = env.int("SECGOV_SMTP_PORT", 25)
EMAIL_HOST_USER = env.str("SECGOV_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.str("SECGOV_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.bool("SECGOV_SMTP_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("SECGOV_MAIL_FROM", "secretariat@demo.test")
PUBLIC_ADDRESS = env.str("SECGOV_PUBLIC_ADDRESS", "http://localhost:8000")

DEMO_PASSWORD = env.str("SECGOV_DEMO_PASSWORD", "")
# Without them the demo has committees and people only: room for minutes that are imported.
DEMO_MEETINGS = env.bool("SECGOV_DEMO_MEETINGS", True)

# Panel Information Policy labels. White's sentence is the SEC's own (seed 003, header); the others are the
# product's reading of who may see what (product.md section 2) until the policy's own wording is supplied.
CLASSIFICATION_SENTENCES = {
    "white": "Information can be shared with the public and any Members may publish the information, "
    "subject to copyright.",
    "green": "Information can be shared with SEC Parties and other signed-in stakeholders, but not made public.",
    "amber": "Information is for the members, alternates and secretaries of the committee and those it invites.",
    "red": "Information is for the named persons only.",
}
# What has come out as Amber or Red becomes White only when two persons have said so (product.md section 2).
SECOND_PERSON_TO_WHITE = env.bool("SECGOV_SECOND_PERSON_TO_WHITE", True)
WORKING_CLASSIFICATION = env.str("SECGOV_WORKING_CLASSIFICATION", "amber")
WITHHELD_SENTENCE = env.str("SECGOV_WITHHELD_SENTENCE", "Minuted under a confidential classification")

# Where exports of the record lie until they are deleted, and after how many days that is.
EXPORTS_DIR = DATA_DIR / "exports"
EXPORT_DAYS = env.int("SECGOV_EXPORT_DAYS", 7)

# The words that make an outcome when they stand in capitals, and those of them that are decisions
# (product.md section 4; domain.md section 3).
OUTCOME_VERBS = env.list(
    "SECGOV_OUTCOME_VERBS",
    ["NOTED", "AGREED", "APPROVED", "RECOMMENDED", "CONSIDERED", "DISCUSSED", "PROVIDED", "REJECTED", "DEFERRED"]
    # Rarer in minutes of the SEC's bodies, and met in the back catalogue.
    + ["ENDORSED", "DETERMINED", "REQUESTED", "SUPPORTED", "CONFIRMED", "ACCEPTED", "REVIEWED", "RATIFIED"],
)
DECISION_VERBS = env.list("SECGOV_DECISION_VERBS", ["AGREED", "APPROVED", "RECOMMENDED", "REJECTED"])

# How long a page waits for the task worker to draw a PDF before it shows progress instead, in seconds.
PDF_WAIT_SECONDS = env.float("SECGOV_PDF_WAIT_SECONDS", 8.0)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
SIMPLE_HISTORY_REVERT_DISABLED = True
# auth.W004: the login is unique by a constraint on Lower(), which the check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004", *([] if HTTPS else ["security.W021"])]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"outside_debug": {"()": "django.utils.log.RequireDebugFalse"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        # Django writes a page that failed to the console in debug only; otherwise nobody would learn of it.
        "failures": {"class": "logging.StreamHandler", "level": "ERROR", "filters": ["outside_debug"]},
    },
    "loggers": {
        "django.request": {"handlers": ["failures"]},
        "secgov": {"handlers": ["console"], "level": env.str("SECGOV_LOG_LEVEL", "INFO"), "propagate": True},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

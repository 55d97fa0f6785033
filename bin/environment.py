"""Makes .venv and sees to what the system lacks, with nothing but the standard library.

python3 bin/environment.py run     what `make run` needs
python3 bin/environment.py dev     what `make lint` and `make bench` need as well
python3 bin/environment.py test    and a browser for `make test`
"""

from __future__ import annotations

import ctypes
import ctypes.util
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
UNFINISHED = VENV / "unfinished"
MADE_FOR = VENV / "made-for"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "test": "requirements-dev.lock"}
OLDEST = (3, 11)

# What WeasyPrint opens at run time, and the Debian and Ubuntu package of each. Without the last it still
# works, but warns, and cuts fonts in another way: a document would not have the same bytes everywhere.
PANGO = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(purpose: str) -> None:
    if sys.version_info < OLDEST:
        stop("secgov needs Python 3.11 or newer: say which, as in `make PYTHON=python3.12 run`.")
    try:
        os.chdir(PROJECT)
        # Several `make` at once would install over one another: the first works, the others wait for it.
        with open(PROJECT / ".venv.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            system_packages()
            virtual_environment()
            install(LOCKS[purpose])
            if purpose == "test":
                browser()
    except PermissionError as error:
        stop(f"{error.filename} cannot be written: run this as the owner of the folder, or clone it anew.")


# --- the system ---------------------------------------------------------------------------------------------


def system_packages() -> None:
    missing = lacking()
    if not missing:
        return
    if sys.platform == "darwin":
        stop("WeasyPrint needs Pango: run `brew install pango`, then this again.")
    if not apt_install(missing):
        command = " ".join(["apt-get", "install", "-y", *missing])
        stop(f"This machine lacks {' and '.join(missing)}: run `sudo {command}`, then this again.")
    if lacking():
        stop(f"{' and '.join(lacking())} would not install: see what apt-get said above.")


def lacking() -> list[str]:
    """The system's packages that are not there, by their Debian names."""
    if sys.platform == "darwin":
        return [] if ctypes.util.find_library("pango-1.0") or homebrew_pango() else ["pango"]
    packages = [package for library, package in PANGO.items() if not loads(library)]
    pip = importlib.util.find_spec("ensurepip")
    if not VENV.exists() and (pip is None or pip.origin is None):  # Debian keeps it in a package of its own.
        packages.insert(0, f"python3.{sys.version_info[1]}-venv")
    return packages


def homebrew_pango() -> bool:
    return any(Path(folder, "libpango-1.0.dylib").exists() for folder in ("/opt/homebrew/lib", "/usr/local/lib"))


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> bool:
    """Installs when that can be done without asking anyone; False when it cannot."""
    prefix = root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return False
    say(f"Installing {' '.join(packages)} with apt-get.")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    # A fresh machine has no package lists; old lists are good enough where the newest cannot be fetched.
    subprocess.run([*apt, "update"], stdout=sys.stderr, check=False)
    wanted = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(wanted, stdout=sys.stderr, check=False).returncode == 0


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root: nothing, sudo without a password, or None."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def browser() -> None:
    """Chromium for the browser tests, which say themselves that they skip without it."""
    if has_browser():
        return
    if sys.platform != "darwin" and has_apt_candidate("chromium") and apt_install(["chromium"]) and has_browser():
        return
    how = "install Google Chrome" if sys.platform == "darwin" else "run `sudo apt-get install -y chromium`"
    sentence = f"There is no Chromium here for the browser tests: {how}, or any Chromium or Google Chrome."
    if os.environ.get("REQUIRE_BROWSER") == "1":
        stop(sentence)
    say(f"{sentence} They will be skipped.")


def has_browser() -> bool:
    return (
        any(shutil.which(name) for name in BROWSERS)
        or Path("/Applications/Google Chrome.app").exists()
        or Path("/Applications/Chromium.app").exists()
    )


def has_apt_candidate(package: str) -> bool:
    """Ubuntu has no Chromium of its own, only a package that fetches a snap."""
    if not shutil.which("apt-cache"):
        return False
    shown = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
    unknown = not shown.strip() and root_prefix() is not None  # no package lists yet: apt-get update will tell
    return unknown or ("Candidate:" in shown and "(none)" not in shown and "snap" not in shown)


# --- the virtual environment --------------------------------------------------------------------------------


def virtual_environment() -> None:
    if VENV.exists() and (UNFINISHED.exists() or stamp(MADE_FOR) != this_python()):
        # Killed half-way, moved, or made by another Python: pip cannot mend that, and making it anew is safe.
        shutil.rmtree(VENV)
    if VENV.exists():
        return
    say("Making .venv.")
    VENV.mkdir()
    UNFINISHED.touch()
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if made.returncode != 0:
        stop("Python could not make a virtual environment: see its message above.")
    MADE_FOR.write_text(this_python(), encoding="utf-8")
    UNFINISHED.unlink()


def this_python() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()} {PROJECT}"


def install(lock_name: str) -> None:
    lock = PROJECT / lock_name
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    installed = VENV / f"installed-{lock_name}"
    if stamp(installed) == digest:
        return
    say(f"Installing what {lock_name} names: a minute or two when nothing has been fetched before.")
    UNFINISHED.touch()
    pip = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "-q",
    ]
    done = subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", str(lock)], check=False)
    if done.returncode != 0:
        stop("The dependencies could not be installed: see pip's message above, then run this again.")
    installed.write_text(digest, encoding="utf-8")
    UNFINISHED.unlink()


def stamp(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    say(sentence)
    raise SystemExit(1)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in LOCKS:
        main(sys.argv[1])
    else:
        stop("Say what for: python3 bin/environment.py run, dev or test.")

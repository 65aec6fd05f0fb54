"""Wrong input at the command line, and failures, each as one sentence in two languages."""

import errno
import os

from sim.words import Both, Complaint

_FULL = Both(
    "de schijf is vol: wat er al stond is heel, maar het resultaat is niet af",
    "the disk is full: what was already there is whole, but the result is not finished",
)
_TOO_LARGE = Both(
    "een bestand mag hier niet zo groot worden: wat er al stond is heel, maar het resultaat is niet af",
    "a file may not grow this large here: what was already there is whole, but the result is not finished",
)
FULL = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EFBIG: _TOO_LARGE}
NO_MEMORY = Both(
    "er is te weinig geheugen voor zoveel mensen, neem minder --workers of minder --threads",
    "there is not enough memory for this many people, use fewer --workers or --threads",
)


class WrongInput(Complaint):
    """The user asked for something that cannot be; one clear sentence in each language says what would be right."""


def failure(error: Exception) -> Both:
    """Why a run failed, for whoever cannot help it."""
    if isinstance(error, MemoryError):
        return NO_MEMORY
    if isinstance(error, OSError) and error.errno in FULL:
        return FULL[error.errno]
    told = f"({type(error).__name__}: {error})"
    return Both(
        f"het is niet gelukt {told}; LOOPBRUG_TRACEBACK=1 laat zien waar",
        f"the run failed {told}; LOOPBRUG_TRACEBACK=1 shows where",
    )


def reason(error: OSError) -> Both:
    """Why the system refused a file or folder; what we have no words for is told by its name, such as ENODEV."""
    known = {
        errno.EACCES: Both("u mag hier niet schrijven", "you may not write here"),
        errno.EPERM: Both("u mag hier niet schrijven", "you may not write here"),
        errno.EROFS: Both("hier kan alleen gelezen worden", "this can only be read"),
        errno.ENOENT: Both("hier kan niets gemaakt worden", "nothing can be made here"),
        errno.ENOSPC: Both("de schijf is vol", "the disk is full"),
        errno.ENAMETOOLONG: Both("de naam is te lang", "the name is too long"),
    }
    code = errno.errorcode.get(error.errno or 0, os.strerror(error.errno or 0))
    return known.get(error.errno or 0, Both(f"het systeem weigert: {code}", f"the system refuses: {code}"))


def one_sentence(text: str) -> str:
    """The text on one line, with a capital in front and a full stop or a question mark behind.

    A sentence that begins with the name of a file keeps that name as it is.
    """
    line = " ".join(text.split())
    if line and not set("/\\.") & set(line.split()[0]):
        line = line[0].upper() + line[1:]
    return line if line.endswith((".", "?", "!")) else line + "."

"""A progress bar with the time left, on stderr, only for work that lasts longer than two seconds."""

import sys
import time
from threading import Timer

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from cli.texts import text

PATIENCE = 2.0  # seconds before anything is shown
EVERY = 10.0  # seconds between lines where no bar can be drawn (a log file, a pipe)


class Bar:
    """Context manager; call it with the fraction done, 0 to 1.

    On a terminal it draws a bar, elsewhere it prints a line now and then. A timer shows the bar even when the first
    call comes late, as it does on first use, while the engine is being compiled: then it says so until that call.
    """

    def __init__(self, lang: str, first_use: bool = False) -> None:
        self._lang, self._waiting = lang, first_use
        self._console = Console(file=sys.stderr)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn(text("time_left", lang)),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task(text("first_use" if first_use else "working", lang), total=1.0)
        self._timer = Timer(PATIENCE, self._appear)
        self._timer.daemon = True
        self._began = self._spoke = time.monotonic()

    def __enter__(self) -> "Bar":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        self._timer.join()  # it may just be starting the bar
        if self._console.is_terminal:
            self._bar.stop()

    def _appear(self) -> None:
        if self._console.is_terminal:
            self._bar.start()
        elif self._waiting:
            print(text("first_use_long", self._lang), file=sys.stderr)

    def __call__(self, fraction: float) -> None:
        """Tell how far the work is: 0 at the start, 1 at the end."""
        if self._waiting and fraction > 0:  # compiled: time is only counted from here
            self._waiting, self._began = False, time.monotonic()
            self._bar.reset(self._task, description=text("working", self._lang))
        if self._console.is_terminal:
            self._bar.update(self._task, completed=fraction)
            return
        now = time.monotonic()
        if now - self._spoke >= EVERY and fraction > 0:
            self._spoke = now
            left = (now - self._began) * (1 - fraction) / fraction
            print(f"{text('working', self._lang)} {fraction:.0%}, {text('time_left', self._lang)} {clock(left)}", file=sys.stderr)


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds: 75 becomes 1:15."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"

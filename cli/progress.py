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
    call comes late, as it does while the compiler is at work.
    """

    def __init__(self, label: str, lang: str) -> None:
        self._label, self._lang = label, lang
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
        self._task = self._bar.add_task(label, total=1.0)
        self._timer = Timer(PATIENCE, self._bar.start)
        self._timer.daemon = True
        self._began = self._spoke = time.monotonic()

    def __enter__(self) -> "Bar":
        if self._console.is_terminal:
            self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._console.is_terminal:
            self._timer.cancel()
            self._timer.join()  # it may just be starting the bar
            self._bar.stop()

    def __call__(self, fraction: float) -> None:
        """Tell how far the work is: 0 at the start, 1 at the end."""
        if self._console.is_terminal:
            self._bar.update(self._task, completed=fraction)
            return
        now = time.monotonic()
        if now - self._spoke >= EVERY and fraction > 0:
            self._spoke = now
            left = (now - self._began) * (1 - fraction) / fraction
            print(f"{self._label} {fraction:.0%}, {text('time_left', self._lang)} {clock(left)}", file=sys.stderr)


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds: 75 becomes 1:15."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"

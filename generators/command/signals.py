"""What interrupts a command: Ctrl-C, and SIGTERM, by which other programs end it."""

import signal
from types import FrameType
from typing import NoReturn


def hear_signals() -> None:
    """Raise KeyboardInterrupt, with the number, at Ctrl-C and SIGTERM, even if the parent of this
    command has them ignored (a shell in the background, nohup, some CI runners).
    """

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for one in (signal.SIGINT, signal.SIGTERM):  # a second must not keep children from ending
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def status_of(interrupt: KeyboardInterrupt) -> int:
    """The exit status of an interrupted command, as shells have it."""
    return 128 + int(interrupt.args[0] if interrupt.args else signal.SIGINT)

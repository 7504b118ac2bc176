"""Where the command starts and ends: both cost more than most commands, so both are short.

Collecting garbage while libraries load, and taking the interpreter apart at the end, would take
longer than the work between them; by then everything is written, closed and flushed.
"""

import gc
import os
import sys

_INTERRUPTED = 130
"""What a shell expects of a command that Ctrl-C ended before it began."""


def main() -> None:
    """Run the command line; what the terminal cannot show is replaced, never a crash."""
    gc.disable()
    try:
        from tracker.cli.main import cli  # noqa: PLC0415 (loaded without collecting garbage)

        _open_streams()
        cli.main(prog_name="tracker")
    except KeyboardInterrupt:
        sys.stderr.write("\nYou stopped this command before it began.\n")
        _leave(_INTERRUPTED)
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0)
    except OSError as error:
        sys.stderr.write(
            f"Error: The output could not be written ({error.strerror}); make room or send it "
            "elsewhere, and where the command was to change something, look with tracker history "
            "before you try again.\n"
        )
        _leave(1)


def _open_streams() -> None:
    """Give a command that was started without a stream an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _leave(code: int) -> None:
    """End the process at once; where coverage is measured, in the usual way."""
    if "coverage" in sys.modules:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()

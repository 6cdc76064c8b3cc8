"""The program that reads one calendar and ends: nothing that a calendar holds can harm any other program.

It is started with the folders of what it imports, takes a line of JSON and then the
calendar's bytes on its standard input, and writes one line of JSON. First of all it takes
its own limits: memory, time, no files, no other programs.
"""

import json
import resource
import sys

MEMORY = 256 * 1024 * 1024
"""Octets of address space."""
SECONDS = 2
"""Of the processor's time; the kernel ends the program then."""


def limit() -> None:
    """Take on the limits, for good."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def answer(given: bytes) -> dict[str, object]:
    """Read what was handed in and say what it comes to: by name, in plain values, or ``code`` alone."""
    from tasks.diaries.busy import Asked, read
    from tasks.diaries.lines import DiaryError

    head, _, content = given.partition(b"\n")
    asked = json.loads(head)
    try:
        found = read(
            content,
            Asked(
                window=(asked["window"][0], asked["window"][1]),
                here=asked["here"],
                aliases=asked["aliases"],
                ours=frozenset(asked["ours"]),
                addresses=frozenset(asked["addresses"]),
            ),
        )
    except DiaryError as error:
        return {"code": error.code}
    except MemoryError:
        return {"code": "diary_too_complex"}
    except (ValueError, OverflowError):
        # A year, a length or a number that no clock has.
        return {"code": "diary_broken"}
    return {
        "blocks": found.blocks,
        "last_begins": found.last_begins.isoformat() if found.last_begins else None,
        "covers": found.covers,
        "warnings": found.warnings,
    }


def main() -> None:
    """Be that program."""
    sys.path[:0] = sys.argv[1:]
    limit()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()

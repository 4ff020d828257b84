"""A fresh process that uses a type in threads and in a forked child while it is being built.

Exit code 0 if each of them read with the whole type.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import warnings

import msgspec

from brolly_runtime import convert, decoder

begun = threading.Event()


def slow() -> type[int]:
    """Stands for the import of a model, during which msgspec holds a type half built."""
    begun.set()
    time.sleep(0.2)
    return int


class Inner(msgspec.Struct):
    first: slow()  # type: ignore[valid-type]
    last: int


class Outer(msgspec.Struct):
    inner: Inner


INNER = {"first": 1, "last": 2}
failures: list[BaseException] = []


def use(type_: type[object], value: object) -> None:
    try:
        decoder(type_).decode(msgspec.json.encode(value))
        convert(value, type_)
    except BaseException as failure:  # noqa: BLE001 - whatever it is, the parent must know
        failures.append(failure)


uses = [(Outer, {"inner": INNER}), (Inner, INNER), (list[Inner], [INNER]), (Outer | None, None)]
threads = [threading.Thread(target=use, args=one) for one in uses]
threads[0].start()
begun.wait()
for thread in threads[1:]:
    thread.start()
warnings.simplefilter("ignore", DeprecationWarning)  # to fork beside threads is the point
child = os.fork()
if not child:
    use(Outer, {"inner": INNER})
    os._exit(len(failures))
for thread in threads:
    thread.join()
sys.exit(len(failures) + os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))

"""Jobs on the workers of a Dask scheduler, or of a small cluster of this machine's own.

Workers give their outcomes back to the one process that writes: they need no disk in common, a part has one writer, and the
numbers of a job (some hundreds of kilobytes) take less time than a thousandth of the job. Whatever a worker or the scheduler
loses, only jobs under way are lost with it; those of a worker the scheduler gives to another.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any

from experiments.processes import Broken
from experiments.sweep.job import Job, Model, Outcome, differs, run
from sim.reading import InputError

LOCAL = "local"
AT_ONCE = 1_000  # jobs that the scheduler knows of: enough for a large cluster, few enough to hold
PATIENCE = 20.0  # seconds for a scheduler to answer, and for a first worker to come


def on_cluster(jobs: Iterable[Job], address: str, processes: int) -> Generator[Outcome]:
    """On the workers of the scheduler at this address, or with "local" on a cluster of so many processes of this machine.

    Raises InputError when Dask is not installed, nothing answers there, or a worker has another version or other parameter
    sets; Broken when the scheduler is lost or workers keep dying.
    """
    with _client(address, processes) as client:
        check_workers(client)
        yield from _outcomes(client, iter(jobs))


def _outcomes(client: Any, coming: Iterator[Job]) -> Iterator[Outcome]:
    from distributed import CancelledError, KilledWorker, as_completed
    from distributed.comm.core import CommClosedError

    def submit(job: Job) -> Any:
        return client.submit(run, job, pure=False)

    futures = as_completed([submit(job) for job in islice(coming, AT_ONCE)], loop=client.loop)
    try:
        for future in futures:
            outcome = future.result()
            for job in islice(coming, 1):
                futures.add(submit(job))
            yield outcome
    except KilledWorker:
        raise Broken(
            "de werkers van het cluster worden steeds beëindigd, misschien is er te weinig geheugen; wat klaar was is bewaard, "
            "start opnieuw om verder te gaan",
            "the workers of the cluster keep being ended, perhaps there is too little memory; what was finished is kept, "
            "start again to go on",
        ) from None
    except (CancelledError, CommClosedError) as error:
        raise _lost() from error


def _lost() -> Broken:
    return Broken(
        "de Dask-scheduler is weggevallen; wat klaar was is bewaard, start opnieuw om verder te gaan",
        "the Dask scheduler was lost; what was finished is kept, start again to go on",
    )


@contextmanager
def _client(address: str, processes: int) -> Iterator[Any]:
    """A client of the scheduler; a cluster of our own ends with it."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise InputError(
            "--cluster heeft Dask nodig, dat hier niet is; installeer loopbrug[cluster]",
            "--cluster needs Dask, which is not here; install loopbrug[cluster]",
        ) from None
    _hush()
    with ExitStack() as stack:
        if address == LOCAL:
            cluster = LocalCluster(
                n_workers=processes, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0,
                silence_logs=logging.CRITICAL,
            )  # fmt: skip
            address = stack.enter_context(cluster).scheduler_address
        try:
            client = stack.enter_context(Client(address, timeout=PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, ValueError) as error:  # ValueError: no address at all
            raise _nobody(address, error) from None
        yield client


def _hush() -> None:
    """Dask's own log is silent: what went wrong is said in one sentence, by who called."""
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _nobody(address: str, error: Exception) -> InputError:
    if isinstance(error, TimeoutError) and "workers" in str(error):
        return InputError(
            f"de Dask-scheduler op {address} heeft geen werkers; start er een met dask worker {address}",
            f"the Dask scheduler at {address} has no workers; start one with dask worker {address}",
        )
    return InputError(
        f"er antwoordt geen Dask-scheduler op '{address}', geef een adres zoals tcp://host:8786 of local",
        f"no Dask scheduler answers at '{address}', give an address such as tcp://host:8786 or local",
    )


def check_workers(client: Any) -> None:
    """Raises InputError, naming the worker, when one cannot run what is asked. Each job looks again, for those that come later."""
    asked = Model.here()
    for worker, found in client.run(Model.here, on_error="return").items():
        if isinstance(found, Exception):
            raise InputError(
                f"op werker {worker} is Loopbrug niet geïnstalleerd, of een andere versie; zet daar versie {asked.version}",
                f"worker {worker} has no Loopbrug installed, or another version; install version {asked.version} there",
            )
        if Model(*found) != asked:
            nl, en = differs(Model(*found), asked)
            raise InputError(f"werker {worker} heeft {nl}", f"worker {worker} has {en}")

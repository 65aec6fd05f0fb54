"""``loopbrug workshop``: sessions in a room, served on this machine to the phones and laptops on its network."""

import os
import socket
import threading
import time
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.app import PORTS
from cli.ask import Lang, whole_number
from cli.check import usable_cores
from cli.errors import WrongInput
from cli.stopping import STOPPED

PORT = 8770
Port = Annotated[int, typer.Option("--port", parser=whole_number)]
NoBrowser = Annotated[bool, typer.Option("--no-browser")]
State = Annotated[Path | None, typer.Option("--state")]
Host = Annotated[str, typer.Option("--host")]


def workshop(port: Port = PORT, no_browser: NoBrowser = False, host: Host = "", state: State = None, lang: Lang = "nl") -> int:
    """Lead a session in a room; Ctrl-C ends the server, what was played stays in the file of --state."""
    low, high = PORTS
    if not low <= port <= high:
        nl = f"--port is {port}, maar moet tussen {low} en {high} liggen"
        raise WrongInput(nl, f"--port is {port}, but must lie between {low} and {high}")
    if not _free(port):
        nl = f"poort {port} is al in gebruik, kies een andere met --port"
        raise WrongInput(nl, f"port {port} is already in use, choose another with --port")
    import uvicorn

    from sim import CACHE
    from workshop.store import Store
    from workshop.web.server import Workshop

    file = (state or CACHE / "workshop.sqlite").expanduser()
    if not file.absolute().parent.is_dir():
        nl = f"--state {file} kan niet gemaakt worden, want de map erboven bestaat niet"
        raise WrongInput(nl, f"--state {file} cannot be made, because the folder above it does not exist")
    address = f"http://{host or _own_address()}:{port}"
    room = Workshop(Store(file), address, usable_cores())
    start = f"http://127.0.0.1:{port}/?open={room.opener}&lang={lang}"
    nl = f"Begin de sessie op {start}\nTafels doen mee op {address}/doe-mee (Ctrl-C om te stoppen)."
    en = f"Begin the session at {start}\nTables join at {address}/doe-mee (Ctrl-C to stop)."
    typer.echo(nl if lang == "nl" else en)
    server = uvicorn.Server(uvicorn.Config(room.app(), host="0.0.0.0", port=port, log_level="error", ws_max_size=65536))
    if not no_browser:
        threading.Thread(target=_open, args=(server, start), daemon=True).start()
    server.run()
    return STOPPED


def _free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def _own_address() -> str:
    """The address of this machine on its network; that of the machine itself when it is on none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _open(server: Any, address: str) -> None:
    while not getattr(server, "started", False):
        time.sleep(0.1)
    webbrowser.open(address)

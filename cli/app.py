"""``loopbrug app``: the sandbox in the browser, served on this machine and for this machine only."""

import os
from importlib.util import find_spec
from typing import Annotated

import typer

from cli.ask import Lang, TaxonomyName, whole_number
from cli.errors import WrongInput

PORT = 8765
PORTS = (1024, 65535)  # below 1024 a user may not listen

Port = Annotated[int, typer.Option("--port", parser=whole_number)]
NoBrowser = Annotated[bool, typer.Option("--no-browser")]


def app(port: Port = PORT, no_browser: NoBrowser = False, taxonomy: TaxonomyName = None, lang: Lang = "nl") -> int:
    """Open the sandbox in the browser; Ctrl-C ends it (exit status 130, as for every command)."""
    from sandbox import serve, texts
    from sim.taxonomy import VARIABLE, asked_taxonomy

    if find_spec("solara") is None:
        raise WrongInput(*texts.both("not_installed"))
    low, high = PORTS
    if not low <= port <= high:
        raise WrongInput(*texts.both("wrong_port", port=port, low=low, high=high))
    if asked_taxonomy(taxonomy) and taxonomy:
        os.environ[VARIABLE] = taxonomy  # where the page looks for it
    if not serve.is_free(port):
        raise WrongInput(*texts.both("port_taken", port=port))
    address = f"http://{serve.HOST}:{port}/" + ("" if lang == "nl" else f"?lang={lang}")
    typer.echo(texts.text("serving", lang, address=address))
    serve.serve(port, address, browser=not no_browser)
    return 0

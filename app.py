"""The sandbox in the browser. ``loopbrug app`` serves it; ``solara run app.py`` does too, for who works on it."""

from sandbox.page import Layout, routes

__all__ = ["Layout", "routes"]

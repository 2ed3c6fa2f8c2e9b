"""The web server: what the channels serve, the state of health, and the figures."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels import Accept, Channel
from bot.faults import lines_of

_BODY_LIMIT = 1024 * 1024
_SHUTDOWN_SECONDS = 3.0
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_log = logging.getLogger(__name__)


class CannotListen(Exception):
    """The address of the web server is taken, or not one of this machine."""


Facts = Callable[[], Awaitable[dict[str, object]]]
Figures = Callable[[], Awaitable[str]]


def application(
    channels: Sequence[Channel], accept: Accept, health: Facts, metrics: Figures
) -> web.Application:
    """All channels' callbacks, and `/health` and `/metrics`. `health` tells by `ok` whether all is well."""

    async def show_health(request: web.Request) -> web.Response:
        facts = await health()
        return web.json_response(facts, status=200 if facts.get("ok") else 503, headers=_FRESH)

    async def show_metrics(request: web.Request) -> web.Response:
        headers = _FRESH | {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        return web.Response(text=await metrics(), headers=headers)

    app = web.Application(middlewares=[_answer_faults], client_max_size=_BODY_LIMIT)
    app.on_response_prepare.append(_guard)
    app.router.add_get("/health", show_health)
    app.router.add_get("/metrics", show_metrics)
    for channel in channels:
        app.router.add_routes(channel.routes(accept))
    return app


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Start listening; the caller ends it with `cleanup()`, after it has closed the channels.

    Raises CannotListen where the address is taken or not ours.

    No access log is written: the addresses of callbacks hold secrets.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise CannotListen(f"{host}:{port} cannot be listened on: {error.strerror or error}") from error
    return runner


_FRESH = {"Cache-Control": "no-store"}


@web.middleware
async def _answer_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a fault of ours with a reference instead of a traceback.

    The log gets the lines of code but not the error's own words: those of a database hold what people said.
    """
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:
        reference = secrets.token_hex(4)
        _log.error("Fault %s in a web request: %s", reference, lines_of(error))
        words = f"Something went wrong here. Reference: {reference}"
        return web.json_response({"error": "fault", "reference": reference, "text": words}, status=500)


async def _guard(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "Fieldbook"

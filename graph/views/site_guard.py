"""Who may ask the served pages, and what every answer tells the browser."""

from typing import Any

HOSTS = ("127.0.0.1", "localhost")
"""The names that this computer has for itself."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses requests that a page of another origin makes, and puts the security headers on every answer."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        from starlette.datastructures import Headers, MutableHeaders
        from starlette.responses import PlainTextResponse

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        asked = Headers(scope=scope)
        own = f"http://{asked.get('host', '')}"
        site = asked.get("sec-fetch-site", "")
        # A form of our own page, which names no referrer, has the origin null; no other page can say same-origin.
        if site not in ("", "none", "same-origin") or (
            site != "same-origin" and asked.get("origin", own) != own
        ):
            refusal = PlainTextResponse("These pages answer no other site.\n", status_code=403)
            await refusal(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)

"""The answers to health probes: whether the server is alive, and whether it answers queries."""

import json

from kg.endpoint.answer_headers import NOT_STORED
from kg.errors import KgError, RequestError
from kg.gateway.service import Service
from kg.http.response_headers import complete
from kg.http.wsgi import BufferedResponse

LIVENESS = "/health/live"
READINESS = ("/health", "/health/ready")
_PROBE = "ASK {}"
_REASONS = {200: "OK", 503: "Service Unavailable"}


def liveness() -> BufferedResponse:
    """The answer to the liveness probe."""
    return _response(200, live=True)


def readiness(service: Service) -> BufferedResponse:
    """The answer to the readiness probe, 503 if queries are not answered; it takes no slot of a client."""
    ready = _is_ready(service)
    stale, version = bool(service.is_stale()), service.engine.version
    return _response(200 if ready else 503, live=True, ready=ready, stale=stale, version=version)


def _is_ready(service: Service) -> bool:
    """Whether queries are answered; a server whose workers are all busy is ready."""
    try:
        return service.engine.is_full or service.engine.query(_PROBE).truth
    except RequestError as error:
        return error.status == 503
    except (KgError, OSError):
        return False


def _response(status: int, **members: object) -> BufferedResponse:
    body = json.dumps(members).encode() + b"\n"
    headers = complete([("Content-Type", "application/json"), ("Cache-Control", NOT_STORED)], len(body))
    return BufferedResponse(status, _REASONS[status], headers, body)

"""The compression of responses whose text the application makes itself, and of the files of its pages.

The answers of the engine are compressed while they are written, dumps are compressed files. The cache in front keeps
what is compressed here, so that a page is compressed once for a state of the dataset.
"""

import re

from flask import Response, request

from kg.engine.answer_writer import IDENTITY, compress
from kg.http.memo import Memo
from kg.http.wsgi import FileBody
from kg.limits import CacheLimits
from kg.protocol.negotiation import Preferences
from kg.releases.difference import RDF_PATCH_MEDIA_TYPE
from kg.web.context import context

# A suffix such as +xml names the syntax of a media type (RFC 6839). No image or archive has one of these.
_TEXTS = re.compile(rf"text/.+|.+[/+](?:json|xml)|{re.escape(RDF_PATCH_MEDIA_TYPE)}")
_STATIC = "static"


class Compression:
    """Compresses responses as their clients prefer.

    A file of the pages is compressed as well as possible, which takes long, and then kept until it changes.
    """

    def __init__(self, limits: CacheLimits) -> None:
        self._files = Memo(limits.files)

    def compress_response(self, response: Response) -> Response:
        """A response in the encoding that the client prefers, with an entity tag of its own (RFC 9110, 8.8.3)."""
        encoding = Preferences(request.headers.get("Accept-Encoding"), context.limits.request).encoding()
        is_file = request.endpoint == _STATIC
        if encoding == IDENTITY or not _is_compressible(response, is_file=is_file):
            return response
        tag, _ = response.get_etag()
        response.direct_passthrough = False
        if is_file and tag:
            # The tag names the file and the time of its last change.
            data = self._files.memoize("", (tag, encoding), lambda: compress(response.get_data(), encoding, best=True))
            response.close()
        else:
            data = compress(response.get_data(), encoding)
        response.set_data(data)
        response.content_encoding = encoding
        # A range would be one of the compressed bytes, which no client asks for.
        response.headers.pop("Accept-Ranges", None)
        if tag:
            response.set_etag(f"{tag}-{encoding}")
        return response


def _is_compressible(response: Response, *, is_file: bool) -> bool:
    """Whether a response is a whole text that is worth it and not compressed yet; a large answer stays a file."""
    if response.content_encoding or response.status_code == 206 or isinstance(response.response, FileBody):
        return False
    if response.direct_passthrough and not is_file:
        return False
    size = response.content_length if is_file else response.calculate_content_length()
    is_text = _TEXTS.fullmatch(response.mimetype or "") is not None
    return is_text and (size or 0) >= context.limits.evaluation.compressed_from

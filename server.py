"""The WSGI entry, server:app, for any WSGI server; it opens the dataset when it is imported."""

from kg.config import Settings
from kg.web.app import create_app

app = create_app(Settings())

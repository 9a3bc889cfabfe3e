"""The WSGI entry, server:app, for any WSGI server; it is set by KG_* in the environment and opens the dataset."""

from kg.config import Settings
from kg.web.app import create_app

app = create_app(Settings.from_environment())

"""The factory of the Flask application."""

from __future__ import annotations

from flask import Flask

from kg.config import Settings
from kg.publish.catalogue import read_questions
from kg.publish.dataset import PublishedDataset, open_dataset
from kg.web import errors, headers, pages, site, sparql

BODY_LIMIT = 1024 * 1024


def create_app(settings: Settings, dataset: PublishedDataset | None = None) -> Flask:
    """The application that serves a dataset and the questions of a folder; both are read once, here.

    ``dataset`` stands in for the one that the settings name.
    Raises DatasetError or DataError for what cannot be read.
    """
    app = Flask("kg.web")
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    published = dataset or open_dataset(settings.dataset)
    questions = read_questions(settings.queries, published.names)
    site.attach(app, site.Site(published, {question.name: question for question in questions}))
    for blueprint in (sparql.blueprint, pages.blueprint):
        app.register_blueprint(blueprint)
    headers.register(app)
    errors.register(app)
    return app

"""What the views serve: the dataset and the questions, held by the application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from kg.engine.answer import Answer
from kg.publish.catalogue import Question
from kg.publish.dataset import PublishedDataset
from kg.publish.guard import refuse_foreign
from kg.publish.protocol import Operation

_KEY = "kg.site"


@dataclass(frozen=True)
class Site:
    """A dataset with the questions about it, by name."""

    dataset: PublishedDataset
    questions: Mapping[str, Question]

    def ask(self, operation: Operation) -> Answer:
        """The answer to an operation; the project's prefixes are known, relative IRIs are things, as in ``kg query``.

        Raises RequestError for what is refused and QueryError for what cannot be parsed or evaluated.
        """
        refuse_foreign(operation.query)
        names = self.dataset.names
        return self.dataset.store.query(
            operation.query, operation.default_graphs, operation.named_graphs, names.prefixes, names.things
        )


def attach(app: Flask, site: Site) -> None:
    """Give an application its site."""
    app.extensions[_KEY] = site


def current() -> Site:
    """The site of the application that answers the request."""
    return cast(Site, current_app.extensions[_KEY])

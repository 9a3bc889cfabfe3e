"""The description of the dataset that is served, which its pages and documents share."""

from kg.publish.catalog.about import DatasetDescription, describe_dataset
from kg.publish.catalog.citation import Citation
from kg.releases.dumps import DumpFile, dump_files
from kg.releases.releases import content_checksum, dataset_version
from kg.web.context import context


def served_description() -> DatasetDescription:
    """What the dataset states about itself, with its release; kept for the present state of the dataset."""
    return context.memoize(("description", context.releases), _describe)


def served_citation(title: str = "", path: str = "/") -> Citation:
    """How to cite the page with a title at a path; without a title, or as the home page, the dataset."""
    about = served_description()
    return Citation(about, "" if path == "/" else title, path)


def served_dumps(description: DatasetDescription) -> list[DumpFile]:
    """The dumps of the dataset."""
    return dump_files(context.settings.dumps, description.version)


def _describe() -> DatasetDescription:
    dataset = context.dataset
    version = dataset_version(content_checksum(dataset), context.releases)
    released = next((release.date.isoformat() for release in context.releases if release.version == version), None)
    return describe_dataset(dataset, version, released)

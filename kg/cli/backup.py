"""The commands that keep a store from being lost: ``kg backup``, ``kg restore`` and ``kg verify``."""

from pathlib import Path

import click

from kg.cli import options
from kg.cli.console import progress, table_lines
from kg.cli.deadline import run_within
from kg.engine.backup import Backup, restore_backup, write_backup
from kg.engine.inventory import Inventory
from kg.engine.store_folder import StoreFolder
from kg.releases.verification import verified_inventory


@click.command("backup")
@click.argument("store", type=options.PATH)
@click.argument("out", type=options.PATH)
def backup_command(store: Path, out: Path) -> None:
    """Back up a store, also while a server changes it.

    OUT is a new folder. It receives the newest state of STORE as N-Quads, compressed with gzip, and a manifest with the
    quads of each graph and checksums. It is there when it is complete, or not at all.
    """
    backup = write_backup(StoreFolder(store), out, report := progress())
    report(f"{out}: {backup.inventory.quads} quads, {backup.record.size} bytes")


@click.command("restore")
@click.argument("backup", type=options.PATH)
@click.argument("store", type=options.PATH)
@click.option("--replace", is_flag=True, help="Replace the store that is in the folder.")
def restore_command(backup: Path, store: Path, replace: bool) -> None:
    """Restore a store from a backup.

    STORE is a new folder or, with --replace, that of a store that no server holds. The old store is kept until the new
    one has been read back and compared with BACKUP.
    """
    source = Backup.read(backup)
    restore_backup(source, StoreFolder(store), report := progress(), replace=replace)
    report(f"{store}: {source.inventory.quads} quads")


@click.command("verify")
@click.argument("path", type=options.PATH)
@click.option(
    "--timeout",
    type=click.IntRange(1, 1_000_000),
    default=600,
    show_default=True,
    help="Seconds until the verification is stopped.",
)
def verify_command(path: Path, timeout: int) -> None:
    """Verify that a store, a dataset or a backup holds what was written.

    PATH is the folder of a store, also while a server changes it, an N-Quads file with or without its prepared store,
    or the folder of a backup. All files are compared with their checksums, and all quads are read and counted. The exit
    status is 1 if something is missing or differs.
    """
    inventory = run_within(timeout, _inventory, path)
    rows = [["graph", "quads"], *([name, f"{quads}"] for name, quads in inventory.graphs.items())]
    click.echo("\n".join(table_lines(rows, max(map(len, inventory.graphs)))))
    click.echo(f"{path}: {inventory.quads} quads, content {inventory.content}")


def _inventory(path: Path) -> Inventory:
    return verified_inventory(path, progress())

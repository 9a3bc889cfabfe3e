"""The site as files, for a host that runs no program."""

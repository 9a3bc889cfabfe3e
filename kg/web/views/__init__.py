"""The views: an address each, with what answers it."""

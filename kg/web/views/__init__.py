"""The views: what answers each address."""

"""The web server: the only package that knows Flask."""

"""The protocols, as pure functions of requests and answers."""

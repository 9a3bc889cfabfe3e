"""The gateway: what ``kg serve`` runs, which answers by an event loop what needs no thread."""

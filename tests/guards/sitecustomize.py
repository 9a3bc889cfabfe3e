"""Takes the guard that ``KG_WITHOUT_GUARD`` names out of every process of a test run.

Python imports this module when it starts, if its folder is in ``PYTHONPATH``. A guard is a function that refuses, waits
or undoes, named as ``module:name``. Taken out, it does nothing.
"""

from __future__ import annotations

import inspect
import os
from contextlib import nullcontext
from importlib import import_module
from operator import attrgetter

# What a guard returns where it says that nothing is wrong.
PERMISSIONS = {"kg.protocol.access_tokens:Tokens.allows": True}

if guard := os.environ.get("KG_WITHOUT_GUARD"):
    module, _, path = guard.partition(":")
    home, _, name = path.rpartition(".")
    owner = attrgetter(home)(import_module(module)) if home else import_module(module)
    manages = inspect.isgeneratorfunction(inspect.unwrap(getattr(owner, name)))
    answer = nullcontext() if manages else PERMISSIONS.get(guard)
    setattr(owner, name, lambda *_, **__: answer)

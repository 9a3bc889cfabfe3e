"""Published versions of the dataset: releases, dumps, nanopublications, differences and patches."""

"""What the formats in XML share: how a tree becomes a document."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

# XML 1.0 has no way to write these (2.2), and a literal of RDF may hold them.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(root: Element) -> str:
    """A tree as an XML document, indented, without the characters that XML cannot hold."""
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_UNWRITABLE.sub("", text)}\n'

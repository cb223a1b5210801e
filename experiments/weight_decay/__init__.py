"""How sharp attention becomes, by how strongly training pulls every weight towards zero."""

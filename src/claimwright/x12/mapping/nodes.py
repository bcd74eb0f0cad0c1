"""The compiled loops of a guide by their ids, for what is kept behind a loop's id and put back there."""

from __future__ import annotations

from functools import cache

from claimwright.x12.tree import Node, guide


@cache
def node(set_name: str, version: str, loop_id: str) -> Node:
    """A loop of a transaction set. Raises KeyError for one that the guide does not have."""
    known = guide(set_name, version)
    several = [known.root] if known is not None else []
    while several:
        one = several.pop()
        if one.id == loop_id:
            return one
        several += [item.node for item in one.items if item.node is not None]
    raise KeyError(loop_id)

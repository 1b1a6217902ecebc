"""Pages of a graph: read its content, choose what to show, and write it as HTML that needs nothing else.

`content.read_content` reads a store once, `selection.select` narrows it, `scene` says which nodes and links a picture
has; `network_page` and `report` write the pages that stand alone, `site` serves pages over a graph that may change.
"""

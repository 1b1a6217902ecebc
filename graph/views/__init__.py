"""Pages of a graph: choose what to show of the graph in memory, and write it as HTML that needs nothing else.

`scene` says which nodes and links a picture has; `network_page` and `report` write the pages that stand alone, `site`
serves pages over a graph that may change, `ledger` writes the workbook; `reasons` says in words what the analyses found.
"""

"""The graph for others: one desk that answers questions in tables, behind pages, a JSON API and a server of tools."""

"""The graph, or a network of it, in the formats of the field: each a writer of its own, chosen by name or by ending."""

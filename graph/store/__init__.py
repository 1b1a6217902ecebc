"""Where a graph is kept: one protocol, three stores."""

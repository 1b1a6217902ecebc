"""What can be asked of a graph of duties, one family a module.

All start from the arrays of `graph.network` and give tidy pandas frames, or a `Network` that becomes a networkx
graph with `to_networkx`:

- `projection`: networks of agencies, measures, chains or zones, with explicit weights;
- `centrality`, `brokerage`: who is central, who stands between groups;
- `overlap`, `duplicates`: who meets more or less than chance, which duties are given twice;
- `overload`, `concentration`: who has too much, and how evenly the work is shared;
- `coordination`, `communities`: who must work with whom, in which groups, and where it would break;
- `comparison`, `lines`, `gaps`: plans and places side by side, and what is missing;
- `evidence`: the clauses behind each number.

`chance`, `reshuffling` and `similarity` hold the statistics that these share.
"""

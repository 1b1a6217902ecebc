"""A data set of facts as Parquet: plans, measures, duties, targets and diagnostics, a part for each group of files.

What it holds is said by its manifest alone; parts that no manifest names are what a stopped run left behind.
"""

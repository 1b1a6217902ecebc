"""Who leads, supports and answers for the measures of Chinese government plans, as a graph."""

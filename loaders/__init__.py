"""Read plans of Chinese governments into facts: measures, duties, agencies and targets."""

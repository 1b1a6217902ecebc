"""Answers to what people ask: who is meant by a name, what an agency has to do, what is around it."""

"""The table of changes (修订对照表) from one plan to another: what is in it, and how each kind of file is written."""

"""The commands of `tonne`, one module each; a module's `command` is found, never registered.

Belongs here: options and what is printed. Does not: work; importing a command imports no Dagster.
"""

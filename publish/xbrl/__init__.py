"""Disclosed rows as XBRL facts (OIM: xBRL-JSON and xBRL-CSV), optional and no filing.

Belongs here: concepts, dimensions, units and periods of facts. Does not: a figure of its own.
"""

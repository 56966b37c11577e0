"""What would make a figure of a workspace wrong or missing, each with its remedy.

Belongs here: findings. Does not: mending anything; nothing here writes.
"""

"""How a booked or disclosed figure comes about: its arithmetic, every input, where each is from.

Belongs here: reading that from the published marts. Does not: computing a figure; what is
multiplied here checks what is printed.
"""

"""Charts as geometry: numbers in, placed marks out; `templates/chart.html.j2` draws them.

No chart holds markup, a colour or a font, so a value from a bill can be none of these: marks carry
the name of a tone, and the page's style sheet says what it looks like.
"""

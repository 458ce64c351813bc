"""Maps, drawn when the site is built: outlines that ship with the project, cropped to what is shown, and marks upon them.

No tiles, no server, no script: a map is an SVG in the page, and a table that says the same.
"""

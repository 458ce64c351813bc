"""The preview: serves the site, builds it again when a file changes, and tells the browser.

A fault is shown over the page until it is mended.
"""

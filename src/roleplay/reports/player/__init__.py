"""A scene as a self-contained playable page, and as a package for learning management systems.

These are the only pages here with a script: their own, allowed by its digest in the page's policy. Nothing is loaded
from another host, and nothing is sent except to the system that opened a package.
"""

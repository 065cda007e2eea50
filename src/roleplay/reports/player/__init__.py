"""A scene as a page that plays by itself, and the packages in which a learning management system takes it.

The one kind of page here with a script in it: its own, whose digest its policy names. Nothing is loaded from another
host, and nothing is sent but to the system that opened a package.
"""

"""What tries to bring the program down: by killing it, by damaged files and rows, by whatever a keyboard can send.

`.ci/run` runs the short form, `make campaign` the long one (`campaign_size.many`).
"""

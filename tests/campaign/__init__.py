"""Campaigns that try to bring the program down: by kills, damaged files and rows, and any input a keyboard can send.

`.ci/run` runs the short form, `make campaign` the long one (`campaign_size.many`).
"""

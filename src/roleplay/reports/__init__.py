"""Files to keep after a class or an attempt (pages, tables, JSON lines), and sheets to print beforehand.

Every page is self-contained: no script, nothing from another host, readable on paper and on light and dark screens.
Anything that files, learners or facilitators wrote is escaped text. Pages of a class name no person: votes are counts.
"""

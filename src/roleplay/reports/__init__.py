"""What is left when a class is over: pages, tables and lines to keep, and sheets to print beforehand.

Every page stands alone: no script, nothing from another host, readable on paper, on light and on dark screens. What
files, learners and facilitators wrote is text in it and nothing else. No person: votes are counts.
"""

"""The learners' phones: one small page, and the server that sends it."""

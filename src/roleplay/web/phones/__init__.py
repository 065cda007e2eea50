"""Where learners' phones find the room: one small page, and the server that sends it."""

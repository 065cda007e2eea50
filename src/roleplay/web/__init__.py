"""Everything on the network: voting phones, the full screen in a browser, statements to a Learning Record Store."""

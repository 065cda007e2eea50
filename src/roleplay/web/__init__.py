"""What comes over the network: phones that vote, and the full screen in a browser."""

"""What listens on a network: who is let in, where this machine is found, how much one caller may ask for."""

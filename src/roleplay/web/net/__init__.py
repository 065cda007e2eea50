"""Shared by the servers: who may make requests, this machine's addresses, rate limits per caller."""

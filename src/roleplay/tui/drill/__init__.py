"""The drill's screen in parts: its keys, its panes, the phones' server, what goes on beside the keys."""

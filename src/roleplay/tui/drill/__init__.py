"""The parts of the drill's screen: its keys, its panes, and what happens in the background."""

"""The drill: a class at one shared screen. A pure state machine, its journal, and what each party may see."""

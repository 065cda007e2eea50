"""The Textual shell: it shows state and forwards decisions."""

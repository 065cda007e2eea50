"""A scene that plays without Python: as plain data, and the script that plays and judges it by the same rules.

`data` compiles a scene; the script beside it (`script/`) is proved equal to the engine and the scoring by tests that
play both side by side.
"""

"""Playing a scene without Python: the scene as plain data, and a script that plays and judges it by the same rules.

`data` compiles a scene. Tests play the script (`script/`) and the Python engine and scoring side by side, and compare
them.
"""

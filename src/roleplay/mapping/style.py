"""The style sheet of a drawn map, for paper and light screens and for dark ones. No external fonts or images."""

from __future__ import annotations

_SANS = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Hiragino Sans GB',"
    "'WenQuanYi Micro Hei',system-ui,'Segoe UI',Helvetica,Arial,sans-serif"
)
_MONO = "ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace"

_LIGHT = """
.page{fill:#ffffff}
text{fill:#1f2328}
.summary,.note,.figure{fill:#57606a}
.mark,.section{fill:#0b57a4}
.choice{fill:#6b5a2e}
.mute{fill:#8c959f}
.card rect{fill:#ffffff;stroke:#8c959f}
.node rect{fill:#f8fafc}
.start rect,.bottleneck rect{stroke:#0b57a4}
.success rect{fill:#dff2e1;stroke:#2e7d32}
.partial rect{fill:#fdf0d0;stroke:#a66a00}
.failure rect{fill:#fbe0de;stroke:#b3261e}
.success .outcome{fill:#1b5e20}
.partial .outcome{fill:#7a4d00}
.failure .outcome{fill:#8f1d17}
.rule{stroke:#d0d7de}
.badge,.tag{fill:#ffffff;stroke:#57606a}
.way{stroke:#57606a}
.walked{stroke:#0b57a4}
.closed{stroke:#c4cbd3}
marker .arrow{fill:#57606a}
marker .walked{fill:#0b57a4;stroke:none}
"""

_DARK = """
.page{fill:#0f1419}
text{fill:#e6edf3}
.summary,.note,.figure{fill:#a3adb8}
.mark,.section{fill:#79b8ff}
.choice{fill:#d5bf86}
.mute{fill:#7d8590}
.card rect{fill:#161c23;stroke:#6e7a86}
.node rect{fill:#1a212a}
.start rect,.bottleneck rect{stroke:#79b8ff}
.success rect{fill:#123019;stroke:#56b35f}
.partial rect{fill:#362a0c;stroke:#d9a33a}
.failure rect{fill:#3b1715;stroke:#f0776d}
.success .outcome{fill:#8fdc97}
.partial .outcome{fill:#f0c674}
.failure .outcome{fill:#ff9d94}
.rule{stroke:#303a45}
.badge,.tag{fill:#0f1419;stroke:#a3adb8}
.way{stroke:#9aa5b1}
.walked{stroke:#79b8ff}
.closed{stroke:#3d4854}
marker .arrow{fill:#9aa5b1}
marker .walked{fill:#79b8ff;stroke:none}
"""

STYLE = f"""
text{{font-family:{_SANS};font-size:13px}}
.title{{font-size:28px;font-weight:700}}
.summary{{font-size:14px}}
.section{{font-size:15px;font-weight:700}}
.id{{font-size:15px;font-weight:700}}
.mark{{font-size:12px;font-weight:700}}
.figure,.note,.number{{font-size:11px}}
.choice{{font-family:{_MONO};font-size:11px}}
.number{{font-weight:700}}
.outcome{{font-size:13px;font-weight:700}}
.ending{{font-size:15px;font-weight:700}}
.card rect{{stroke-width:1.2}}
.start rect,.bottleneck rect{{stroke-width:2.6}}
.dead rect{{stroke-dasharray:5 4}}
.rule,.badge,.tag{{stroke-width:1}}
.mute{{text-decoration:line-through}}
.way{{fill:none;stroke-width:1.4}}
.maybe{{stroke-dasharray:6 4}}
.back{{stroke-dasharray:2 3}}
.walked{{stroke-width:2.6}}
.closed{{stroke-dasharray:1 4}}
.unseen{{opacity:.72}}
{_LIGHT}@media screen and (prefers-color-scheme:dark){{{_DARK}}}
"""

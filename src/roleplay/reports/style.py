"""The style sheets of the pages, for paper and light screens, and for dark screens; nothing is loaded."""

from __future__ import annotations

CHINESE = (
    "'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',"
    "'WenQuanYi Micro Hei'"
)
LATIN = "system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial"

_LIGHT = (
    "--page:#fff;--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--band:#f6f8fa;--mark:#0b57a4;--pale:#c9def3;"
    "--good:#1b5e20;--poor:#8f1d17;--warn:#7a4d00"
)
_DARK = (
    "--page:#0f1419;--ink:#e6edf3;--soft:#a3adb8;--line:#303a45;--band:#161c23;--mark:#79b8ff;--pale:#24405c;"
    "--good:#8fdc97;--poor:#ff9d94;--warn:#f0c674"
)

#: The styles that every page shares.
COMMON = f"""
:root{{{_LIGHT}}}
@media screen and (prefers-color-scheme:dark){{:root{{{_DARK}}}}}
*{{box-sizing:border-box}}
html{{background:var(--page)}}
body{{margin:0 auto;padding:2rem 1.25rem 3rem;max-width:62rem;color:var(--ink);background:var(--page);
font:1rem/1.6 {LATIN},{CHINESE},sans-serif;overflow-wrap:break-word;
print-color-adjust:exact;-webkit-print-color-adjust:exact}}
:lang(zh) body{{font-family:{CHINESE},{LATIN},sans-serif}}
h1{{font-size:1.9rem;line-height:1.25;margin:0 0 .3rem}}
h2{{font-size:1.3rem;line-height:1.3;margin:2.4rem 0 .7rem;padding-bottom:.25rem;border-bottom:2px solid var(--mark)}}
h3{{font-size:1.05rem;line-height:1.4;margin:1.4rem 0 .5rem}}
h1,h2,h3,h3+p.soft{{break-after:avoid}}
p{{margin:.35rem 0;white-space:pre-line;orphans:2;widows:2}}
ul,ol{{margin:.35rem 0;padding-left:1.4em}}
table{{border-collapse:collapse;width:100%;margin:.5rem 0}}
th,td{{text-align:left;vertical-align:top;padding:.32rem .5rem;border-bottom:1px solid var(--line)}}
thead th{{font-size:.85rem;font-weight:600;color:var(--soft);vertical-align:bottom}}
tr{{break-inside:avoid}}
.soft,footer{{color:var(--soft)}}
.number{{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}}
thead th.number{{text-align:right;white-space:normal}}
.tag{{display:inline-block;padding:0 .45em;border:1px solid currentColor;border-radius:.6em;font-size:.78rem;
font-weight:600;line-height:1.5;white-space:nowrap}}
.good{{color:var(--good)}}.poor{{color:var(--poor)}}.warn{{color:var(--warn)}}.mark{{color:var(--mark)}}
.bar{{display:block;height:.72rem;margin:.42rem 0 .1rem;border:1px solid var(--soft);background:var(--page)}}
.bar i{{display:block;height:100%;background:var(--mark)}}
.bar.before i{{background:var(--pale)}}
@media print{{
@page{{size:A4;margin:15mm 14mm}}
html{{font-size:10pt}}
body{{line-height:1.5;max-width:none;padding:0}}
h2{{margin-top:1.5rem}}
}}
"""

#: The styles that pages with charts of a learner's progress share.
CHARTS = """
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.8rem 1.2rem;margin:.5rem 0}
figure{margin:0;break-inside:avoid}figcaption{font-weight:600;font-size:.92rem}
svg{display:block;width:100%;height:auto}
svg text{font-size:11px;fill:var(--soft)}
svg .value{fill:var(--ink);font-weight:600}
svg .grid{stroke:var(--line);stroke-width:1}
svg .run{fill:none;stroke:var(--mark);stroke-width:2;stroke-linejoin:round}
svg .spot{fill:var(--page);stroke:var(--mark);stroke-width:2}
svg .full{fill:var(--mark)}
svg .span{stroke-width:4;stroke:var(--soft)}svg .rise{stroke:var(--good)}svg .fall{stroke:var(--poor)}
.dot{display:inline-block;width:.7em;height:.7em;border:2px solid var(--mark);border-radius:50%;margin-right:.35em}
.dot.full{background:var(--mark)}
h4{font-size:.95rem;margin:.9rem 0 .3rem}
.courses{table-layout:fixed}.courses td:last-child{font-variant-numeric:tabular-nums;font-size:.9rem}
.courses col:nth-child(1){width:24%}.courses col:nth-child(6){width:34%}
@media (max-width:38rem){.courses col:nth-child(6),.courses th:nth-child(6),.courses td:nth-child(6){display:none}
.courses col:nth-child(1){width:32%}.courses th,.courses td{padding:.3rem .25rem;font-size:.85rem}}
"""

#: The styles of the page of a class.
CLASSROOM = f"""{COMMON}
.occasion{{font-size:1.15rem;font-weight:600}}
.verdict{{margin:.8rem 0;padding:.6rem .9rem;border-left:.3rem solid var(--mark);background:var(--band);
break-inside:avoid}}
.verdict p:first-child{{font-size:1.15rem;font-weight:600}}
.gates{{list-style:none;padding:0}}
.round{{margin:1.2rem 0 1.8rem}}
.round h3{{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline;margin-bottom:.3rem}}
.round h3 small{{font-weight:400;color:var(--soft)}}
.scene{{color:var(--soft)}}
.they b,.ending b{{margin-right:.6em}}
.votes .shares{{width:21%}}.votes.single .shares{{width:26%}}.votes.triple .shares{{width:17%}}
.votes th[scope=row]{{width:2.2em;font-size:1.1rem;line-height:1.45}}
.votes .said{{background:var(--band)}}
.votes .said th,.votes .said .words{{font-weight:700}}
.votes .tag{{margin-left:.5em}}
.count{{font-size:.85rem;font-variant-numeric:tabular-nums;white-space:nowrap}}
.count i{{font-style:normal;color:var(--soft);margin-left:.7em}}
.votes small{{display:block;color:var(--soft);overflow-wrap:anywhere}}
.moment{{break-inside:avoid}}
.coach{{margin-top:.7rem}}
.moves{{list-style:none;padding:0;margin:.35rem 0;columns:2;column-gap:2rem}}
.moves li{{padding-left:1.3em;text-indent:-1.3em;break-inside:avoid}}
.moves b{{display:inline-block;width:1.3em;text-indent:0}}
.coach dl{{margin:.3rem 0}}
.coach dt{{font-weight:600;color:var(--soft);font-size:.85rem;margin-top:.35rem;break-after:avoid}}
.coach dd{{margin:0}}
.figures td:nth-child(1){{width:20%;font-weight:600}}.figures td:nth-child(2){{width:32%}}
.criteria td:nth-child(1){{width:20%;font-weight:600}}.criteria td:nth-child(2){{width:20%}}
.curves{{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:1rem 1.5rem}}
figure{{margin:0;break-inside:avoid}}figcaption{{font-weight:600;font-size:.95rem}}
svg{{display:block;width:100%;height:auto}}
svg text{{font-size:11px;fill:var(--soft)}}
svg .value{{fill:var(--ink);font-weight:600}}
svg .grid{{stroke:var(--line);stroke-width:1}}
svg .run{{fill:none;stroke:var(--mark);stroke-width:2.2;stroke-linejoin:round}}
svg .spot{{fill:var(--page);stroke:var(--mark);stroke-width:2}}
svg .costly{{fill:var(--warn);stroke:var(--warn)}}
.questions li{{margin:.5rem 0}}
.rubric,.exhibit,.grades{{break-inside:avoid}}
.marks{{table-layout:fixed}}
.marks th{{width:5.6em}}
.marks th:first-child{{width:5.4em}}.marks th:nth-child(2){{width:auto}}.marks th:last-child{{width:8.6em}}
.standings td:nth-child(1){{width:4em}}.standings td:nth-child(2){{overflow-wrap:anywhere}}
.standings td:nth-child(3){{width:38%}}
.own{{list-style:none;padding:0}}
footer{{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid var(--line);font-size:.85rem}}
@media print{{
.curves{{grid-template-columns:repeat(2,1fr)}}
.round{{margin:.9rem 0 1.2rem}}
}}
@media (max-width:38rem){{.votes .shares,.votes.single .shares{{width:27%}}.moves{{columns:1}}}}
"""

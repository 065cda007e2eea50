"""The style sheet of a scene's page, for phones and desktops, light and dark screens."""

from __future__ import annotations

from roleplay.reports.style import COMMON

STYLE = f"""{COMMON}
body{{max-width:46rem;padding:1rem 1rem 4rem}}
header{{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline;border-bottom:1px solid var(--line);
padding-bottom:.4rem;margin-bottom:.8rem}}
header h1{{font-size:1.35rem;margin:0}}header p{{margin:0}}header .language{{margin-left:auto}}
main h1{{font-size:1.5rem}}h2{{margin:1.4rem 0 .5rem;font-size:1.15rem}}h4{{font-size:1rem;margin:.9rem 0 .2rem}}
h3 .number,h4 .number{{float:right;font-weight:400;margin-left:.8em}}
button,input[type=text],select{{font:inherit;color:inherit;background:var(--page);border:1px solid var(--soft);
border-radius:.4rem;padding:.45rem .8rem;min-height:2.75rem}}
button{{cursor:pointer}}button:hover{{background:var(--band)}}
.go{{background:var(--mark);color:var(--page);border-color:var(--mark);font-weight:600}}
.go:hover{{background:var(--mark);filter:brightness(1.1)}}
:focus-visible{{outline:3px solid var(--mark);outline-offset:2px}}
input[type=text]{{width:100%;margin:.4rem 0}}
kbd{{font:inherit;font-weight:700;color:var(--mark);margin-right:.4em}}
dl{{margin:.4rem 0}}dt{{font-weight:600;color:var(--soft);font-size:.88rem;margin-top:.5rem}}dd{{margin:0}}
dd small,label small{{color:var(--soft)}}
fieldset{{border:1px solid var(--line);border-radius:.4rem;margin:1rem 0;padding:.4rem .9rem .8rem}}
legend{{font-weight:600}}
.option{{display:flex;gap:.6rem;align-items:baseline;padding:.35rem 0}}
.option input{{flex:none;width:1.15rem;height:1.15rem}}
.lead{{font-size:1.05rem}}
.log{{outline:none}}
.line{{margin:.55rem 0;max-width:88%}}
.line p{{margin:0;padding:.5rem .8rem;border-radius:.7rem;background:var(--band)}}
.line.you{{margin-left:auto}}.line.you p{{background:var(--pale)}}
.line.scene{{max-width:none}}.line.scene p{{background:none;color:var(--soft);padding:.1rem 0;font-style:italic}}
:lang(zh) .line.scene p{{font-style:normal}}
.line.ending{{max-width:none}}.line.ending p{{border:2px solid var(--mark);background:none}}
.meters{{background:var(--page);padding:.3rem 0;border-bottom:1px solid var(--line);
display:grid;grid-template-columns:max-content 1fr max-content minmax(6em,max-content);
gap:.1rem .7rem;align-items:center;
font-size:.92rem;z-index:1}}
.meter{{display:contents}}.meters p{{grid-column:1/-1}}
.meter .bar{{margin:0}}
.question{{font-weight:600;display:block;margin:.7rem 0 .3rem}}
.items{{list-style:none;padding:0;margin:.5rem 0}}.items li{{margin:.45rem 0}}
.item{{width:100%;text-align:left;display:flex;gap:.4rem;align-items:baseline;line-height:1.45}}
.item[aria-disabled]{{color:var(--soft);border-style:dashed}}.item small{{display:block}}
.tools{{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.9rem}}.tools button{{min-height:2.4rem;font-size:.9rem}}
.coach,.verdict{{margin:.8rem 0;padding:.6rem .9rem;border-left:.3rem solid var(--mark);background:var(--band)}}
.coach h2{{margin-top:0;border:0}}
.moves,.gatelist{{list-style:none;padding:0}}.moves b,.gatelist b{{display:inline-block;width:1.2em}}
.result{{font-size:1.2rem;font-weight:700}}
.scores span{{display:inline-block;margin-right:1.4em}}
.card{{padding:.8rem 1rem;border:2px solid var(--mark);border-radius:.5rem;font-size:1.05rem}}
details{{border-bottom:1px solid var(--line);padding:.35rem 0}}summary{{cursor:pointer;padding:.3rem 0}}
.charts{{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:.8rem 1.2rem}}
figure{{margin:0}}figcaption{{font-weight:600;font-size:.92rem}}
svg{{display:block;width:100%;height:auto}}svg text{{font-size:11px;fill:var(--soft)}}
svg .grid{{stroke:var(--line);stroke-width:1}}
svg .run{{fill:none;stroke:var(--mark);stroke-width:2;stroke-linejoin:round}}
svg .spot{{fill:var(--page);stroke:var(--mark);stroke-width:2}}
dialog{{max-width:42rem;width:calc(100% - 1.5rem);max-height:90vh;overflow:auto;color:var(--ink);background:var(--page);
border:1px solid var(--soft);border-radius:.6rem;padding:1rem 1.2rem}}
dialog::backdrop{{background:rgba(0,0,0,.5)}}
.unseen{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
.status:empty{{display:none}}
@media (min-width:30rem) and (min-height:42rem){{.meters{{position:sticky;top:0}}
.asking{{--under:11rem}}}}
.asking button,.asking input{{scroll-margin-top:var(--under,1rem)}}.line{{scroll-margin-top:.5rem}}
dialog h2{{margin-top:0;outline:none}}dialog .go{{margin-right:.5rem}}#reported:empty{{display:none}}
@media (max-width:30rem){{.meters{{display:block}}.line{{max-width:96%}}
.meter{{display:grid;grid-template-columns:auto 1fr auto;column-gap:.6rem;align-items:center}}
.meter .bar{{grid-column:1/-1;grid-row:2}}.meter .value{{text-align:right}}}}
@media print{{header button,.after,.tools{{display:none}}}}
"""

/** The style sheet of every page: system fonts, light and dark by the reader's choice, nothing to load. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#f6f7fa;--panel:#fff;--ink:#182033;--muted:#566074;--line:#dfe3ec;--fan:#4658d0;--link:#3142b0;--hit:#0b7a62;--miss:#c2314a;--note:#8a4b06;--note-bg:#fff3e0}
@media(prefers-color-scheme:dark){:root{--paper:#0d121d;--panel:#151c2b;--ink:#e7ebf5;--muted:#a0abc2;--line:#2a344a;--fan:#8d9bff;--link:#aab4ff;--hit:#3ecfaa;--miss:#ff8095;--note:#ffc47a;--note-bg:#33240c}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible{outline:3px solid var(--fan);outline-offset:2px;border-radius:3px}
main,.top,.bottom{max-width:60rem;margin:0 auto;padding:0 1rem}
.top{display:flex;justify-content:space-between;align-items:baseline;padding-top:1rem}
.mark{font-weight:700;font-size:1.15rem;letter-spacing:.01em;color:var(--ink);text-decoration:none}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--panel);padding:.3rem .6rem;z-index:1}
.banner{background:var(--note-bg);color:var(--note);font-weight:700;text-align:center;margin:1rem 0 0;padding:.5rem 1rem}
h1{font-size:clamp(1.5rem,5vw,2.1rem);line-height:1.2;margin:1.4rem 0 .5rem;text-wrap:balance}
h1.small{font-size:1.3rem}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem}
h3{font-size:1.05rem;margin:0}
h4{font-size:.8rem;margin:0 0 .5rem;color:var(--muted);font-weight:600}
.lead{font-size:1.05rem;color:var(--muted);margin:0;max-width:44rem}
p{margin:.5rem 0}
.note,.facts,small,figcaption{color:var(--muted);font-size:.85rem}
.note{max-width:44rem}
.release{background:var(--panel);border:1px solid var(--line);border-radius:14px;padding:1rem;margin:1rem 0}
.release>header{display:grid;grid-template-columns:1fr auto;align-items:baseline;gap:0 1rem}
.release>header .facts{grid-column:1/-1;margin:.1rem 0 0}
.price{font-size:1.6rem;font-weight:700;margin:0;font-variant-numeric:tabular-nums;line-height:1.2}
figure{margin:.6rem 0 .2rem}
figcaption{display:flex;flex-wrap:wrap;gap:.1rem 1rem}
.legend{white-space:nowrap}
.key{width:.9rem;height:.7rem;border-radius:2px;background:var(--fan);display:inline-block;margin-right:.35rem}
.k50{opacity:.62}.k80{opacity:.36}.k95{opacity:.16}
.fan{display:block;width:100%;height:auto}
.fan.wide{display:none}
@media(min-width:44rem){.fan.narrow{display:none}.fan.wide{display:block}}
.band95{fill:var(--fan);opacity:.14}.band80{fill:var(--fan);opacity:.2}.band50{fill:var(--fan);opacity:.3}
.median{fill:none;stroke:var(--fan);stroke-width:2}
.past{fill:none;stroke:var(--ink);stroke-width:1.6;stroke-linejoin:round}
.cut{stroke:var(--muted);stroke-dasharray:3 4}
.grid{stroke:var(--line)}
.outcome{fill:var(--panel);stroke:var(--ink);stroke-width:2}
.tick,.tag{font-size:11px;fill:var(--muted);font-variant-numeric:tabular-nums}
.tag.strong{fill:var(--ink);font-weight:700}
.panels{display:grid;gap:.2rem 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));margin-top:.8rem}
@media(min-width:56rem){.panels{grid-template-columns:1.3fr .8fr 1fr}}
.panel{border-top:1px solid var(--line);padding:.7rem 0 .4rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:400}
td,th{padding:.2rem .3rem .2rem 0;vertical-align:top}
.ranges th{color:var(--muted);white-space:nowrap;padding-right:.8rem}
.ranges td b{font-size:1.05rem;white-space:nowrap}
small{display:block;line-height:1.4}
small span{display:inline-block;white-space:nowrap;margin-right:.6rem}
.chances td,.chances th{vertical-align:middle;font-size:.95rem}
.chances .bar{width:32%}
.bar svg{display:block;width:100%;height:6px}
.rail{fill:var(--line)}.fill{fill:var(--fan)}
.figure{text-align:right;font-weight:700;white-space:nowrap;padding-right:0}
.way{color:var(--muted)}
.card b{font-weight:600}
.card{border-top:1px solid var(--line);margin:.4rem 0 0;padding:.8rem 0 .2rem}
.release>footer{border-top:1px solid var(--line);margin-top:.6rem;padding-top:.4rem;font-size:.8rem;color:var(--muted)}
.release>footer p{margin:.2rem 0}
.hash code{overflow-wrap:anywhere}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.scroll{overflow-x:auto}
.slots{font-size:.9rem}
.slots thead th{color:var(--muted);font-size:.8rem;border-bottom:1px solid var(--line)}
.slots tbody tr{border-bottom:1px solid var(--line)}
.slots td,.slots th{padding:.45rem .5rem .45rem 0;vertical-align:middle}
.slots td{white-space:nowrap}
.strip{display:block;width:80px;max-width:21vw;height:auto;overflow:visible}
.hit{fill:var(--hit)}.miss{fill:var(--miss)}
.absent{color:var(--muted)}
.track{font-size:.9rem}
.track thead th{color:var(--muted);font-size:.8rem;border-bottom:1px solid var(--line)}
.track td,.track th{padding:.4rem .6rem .2rem 0}
.track th small{display:inline;white-space:nowrap}
.track td:not([colspan]),.track td small{white-space:nowrap}
.track .claim td{color:var(--muted);font-size:.85rem;padding:0 0 .6rem;border-bottom:1px solid var(--line)}
.roots{max-width:44rem}.roots th{white-space:nowrap}.roots td.hash{white-space:normal}
.claims{padding-left:1.2rem;margin:.4rem 0;max-width:44rem;font-size:.9rem}
.claims li{margin:.25rem 0}
h2+.facts{margin-top:0}
section>h3{margin:1rem 0 .3rem}
.diagram{margin:1.2rem 0}
.diagram img{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:10px;background:var(--panel)}
.diagram figcaption{margin-top:.4rem;max-width:44rem}
.steps{padding-left:1.2rem;max-width:44rem}
.steps li{margin:.6rem 0}
pre{margin:.3rem 0;padding:.6rem .8rem;background:var(--panel);border:1px solid var(--line);border-radius:8px;overflow-x:auto;font-size:.85rem}
.pages{display:flex;justify-content:space-between;margin:1rem 0}
.bottom{color:var(--muted);font-size:.85rem;padding-top:2rem;padding-bottom:2rem;display:flex;justify-content:space-between}
@media(max-width:30rem){.slots small{font-size:.76rem;white-space:nowrap}.strip{max-width:19vw}.slots td:last-child{display:none}.slots td[colspan]:last-child{display:table-cell}.slots thead th:last-child{display:none}}
`;

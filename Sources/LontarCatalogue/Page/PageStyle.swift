// The page's style: one column on a narrow window, two on a wide one, in a light or a dark theme as
// the reader's system asks. No fonts and no pictures from elsewhere.

// swift-format-ignore
let pageStyle: StaticString = #"""
:root { --paper: #fbfaf6; --card: #fff; --ink: #23211c; --soft: #6b665c; --line: #e2ddd0; --leaf: #1f6f5c;
  --leaf-ink: #fff; --allow: #1f6f5c; --duty: #7a5b00; --human: #8a4b14; --deny: #a32020; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #171613; --card: #211f1b; --ink: #ece7db; --soft: #a39c8c; --line: #39352d; --leaf: #57c3a7;
    --leaf-ink: #0c2b23; --allow: #57c3a7; --duty: #e0bd5a; --human: #eb9f63; --deny: #f08080; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans Thai",
  "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar", sans-serif; overflow-wrap: anywhere; }
a { color: var(--leaf); }
header { padding: 1.2rem clamp(1rem, 3vw, 2.5rem) 0; }
header h1 { margin: 0 0 .6rem; font-size: 1.25rem; letter-spacing: .01em; }
header h1 a { color: inherit; text-decoration: none; }
header h1 small { color: var(--soft); font-weight: normal; font-size: .85rem; margin-left: .5rem; }
.bar { display: flex; gap: .6rem; flex-wrap: wrap; align-items: center; }
input[type=search] { flex: 1 1 16rem; font: inherit; padding: .6rem .8rem; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: .5rem; }
input[type=search]:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--leaf); outline-offset: 2px; }
.bar label { color: var(--soft); font-size: .9rem; white-space: nowrap; }
nav { display: flex; gap: 1rem; margin: .7rem 0 0; border-bottom: 1px solid var(--line); }
nav a { padding: .35rem 0; text-decoration: none; color: var(--soft); border-bottom: 2px solid transparent; }
nav a[aria-current] { color: var(--ink); border-color: var(--leaf); }
main { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2rem; padding: 1rem clamp(1rem, 3vw, 2.5rem) 3rem; }
main.single { grid-template-columns: minmax(0, 1fr); max-width: 60rem; }
main.wide { max-width: none; }
#facets section { margin-bottom: .9rem; }
#facets h2 { font-size: .8rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); margin: 0 0 .2rem; }
#facets ul { list-style: none; margin: 0; padding: 0; }
#facets button, .more { font: inherit; font-size: .9rem; color: inherit; background: none; border: 0; border-radius: .3rem;
  padding: .12rem .35rem; width: 100%; display: flex; justify-content: space-between; gap: .6rem; text-align: left; cursor: pointer; }
#facets button:hover, .more:hover { background: var(--line); }
#facets button[aria-pressed=true] { background: var(--leaf); color: var(--leaf-ink); }
#facets .n { color: var(--soft); font-variant-numeric: tabular-nums; }
#facets [aria-pressed=true] .n { color: inherit; }
.chosen { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 .7rem; }
.chosen button { font: inherit; font-size: .85rem; color: var(--leaf-ink); background: var(--leaf); border: 0; border-radius: 1rem;
  padding: .1rem .7rem; cursor: pointer; }
.chosen .plain { color: var(--leaf); background: none; }
#count { color: var(--soft); margin: .1rem 0 .7rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .75rem 1rem; margin-bottom: .7rem; }
.card h3 { margin: 0; font-size: 1.05rem; }
.card h3 a { text-decoration: none; }
.card p { margin: .3rem 0; color: var(--soft); display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.tags { display: flex; flex-wrap: wrap; gap: .35rem; font-size: .82rem; margin-top: .35rem; }
.tag { border: 1px solid var(--line); border-radius: 1rem; padding: .02rem .55rem; }
.id { color: var(--soft); font-size: .85rem; }
table { border-collapse: collapse; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
.record h2 { margin: .4rem 0 0; } .record h3 { margin: 1.4rem 0 .4rem; }
.record th { color: var(--soft); font-weight: normal; width: 11rem; }
.record table { width: 100%; }
.record pre { white-space: pre-wrap; margin: 0; font-size: .85rem; }
.text { white-space: pre-wrap; }
.verdict { font-weight: 600; white-space: nowrap; }
.ALLOW { color: var(--allow); } .ALLOW-WITH-DUTIES { color: var(--duty); }
.NEEDS-HUMAN { color: var(--human); } .DENY { color: var(--deny); }
.note { color: var(--soft); font-size: .88rem; }
.scroll { overflow-x: auto; }
.matrix th, .matrix td { border: 0; padding: 1px; }
.matrix thead th { height: 3.6rem; vertical-align: bottom; font-weight: normal; font-size: .8rem; }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); }
.matrix tbody th { white-space: nowrap; font-weight: normal; padding-right: .6rem; position: sticky; left: 0; background: var(--paper); }
.matrix button { font: inherit; font-size: .78rem; width: 2rem; height: 1.6rem; border: 0; border-radius: .2rem; cursor: pointer;
  color: #000; background: color-mix(in srgb, var(--leaf) var(--s), var(--card)); }
.matrix button.strongest { color: #fff; }
@media (prefers-color-scheme: dark) { .matrix button { color: #fff; } .matrix button.strong { color: #000; } }
.matrix .none { display: block; width: 2rem; height: 1.6rem; border-radius: .2rem; background: var(--line); opacity: .45; }
details.filters > summary { display: none; }
@media (max-width: 48rem) {
  main { grid-template-columns: minmax(0, 1fr); gap: .5rem; }
  details.filters > summary { display: block; cursor: pointer; padding: .4rem 0; color: var(--leaf); }
  .matrix tbody th { white-space: normal; min-width: 6.5rem; max-width: 7rem; font-size: .85rem; line-height: 1.2; padding-right: .3rem; }
  .record th { width: auto; } .record th, .record td { display: block; border: 0; padding: 0; }
  .record td { padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
  .record .policy th, .record .policy td { display: table-cell; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
}
"""#

// What every HTML page of a graph has: its style and its few lines of script.
#pragma once

#include <string_view>

namespace migrate::report {

/// Rows are kRowHeight pixels high (graph_html.cc), so that the lanes of one reach those of the
/// next.
constexpr std::string_view kGraphStyle = R"css(
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --over: #f6f8fa;
  --applied: #1a7f37; --pending: #9a6700; --half-run: #bc4c00; --unknown: #cf222e;
  --lane0: #0969da; --lane1: #8250df; --lane2: #1a7f37; --lane3: #bf3989; --lane4: #9a6700;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --over: #151b23;
    --applied: #3fb950; --pending: #d29922; --half-run: #f0883e; --unknown: #ff7b72;
    --lane0: #4493f8; --lane1: #ab7df8; --lane2: #3fb950; --lane3: #db61a2; --lane4: #d29922;
  }
}
body { margin: 0; padding: 1rem; background: var(--page); color: var(--text);
       font: 14px/1.4 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline;
         margin-bottom: 1rem; }
header p { margin: 0; color: var(--soft); }
input { font: inherit; padding: .2rem .5rem; min-width: 16rem; }
main { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th { text-align: left; font-weight: 600; }
td, th { padding: 0 .75rem 0 0; white-space: nowrap; }
tbody tr { height: 32px; }
tbody tr:hover, tbody tr:target { background: var(--over); }
td.message { max-width: 36rem; overflow: hidden; text-overflow: ellipsis; }
code { font: 13px ui-monospace, monospace; }
a { color: inherit; }
svg { display: block; overflow: visible; fill: none; stroke-width: 2; }
.lane0 { stroke: var(--lane0); } .lane1 { stroke: var(--lane1); } .lane2 { stroke: var(--lane2); }
.lane3 { stroke: var(--lane3); } .lane4 { stroke: var(--lane4); }
.needs { stroke: var(--soft); stroke-dasharray: 4 3; stroke-width: 1.5; }
circle { fill: var(--page); stroke: var(--text); }
circle.applied { fill: var(--applied); stroke: var(--applied); }
circle.pending { stroke: var(--pending); }
circle.half-run { fill: var(--half-run); stroke: var(--half-run); }
circle.unknown { fill: var(--unknown); stroke: var(--unknown); }
.state { font-weight: 600; }
.state.applied { color: var(--applied); } .state.pending { color: var(--pending); }
.state.half-run { color: var(--half-run); } .state.unknown { color: var(--unknown); }
.mark { border: 1px solid var(--line); border-radius: 1em; padding: 0 .5em; margin-right: .25em; }
.searching svg { visibility: hidden; }
[hidden] { display: none; }
)css";

constexpr std::string_view kGraphScript = R"js(
const rows = [...document.querySelectorAll("tbody tr")].map(
  (row) => ({row, text: row.textContent.toLowerCase()}));
const search = document.getElementById("search");
const found = document.getElementById("found");
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const {row, text} of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) ++shown;
  }
  document.body.classList.toggle("searching", words.length > 0);
  found.textContent = words.length > 0 ? `${shown} of ${rows.length} revisions` : "";
});
)js";

}  // namespace migrate::report

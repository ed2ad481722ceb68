"use strict";
(() => {
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  // ---- Tables

  const valueOf = cell => cell.dataset.value ?? cell.textContent;
  const compare = (one, other) => {
    const a = valueOf(one), b = valueOf(other);
    if (a === "" || b === "") return (a === "") - (b === ""); // what has no value comes last, either way
    const numbers = !isNaN(a) && !isNaN(b);
    return numbers ? a - b : a.localeCompare(b);
  };
  document.querySelectorAll(".sortable").forEach(table => {
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    heads.forEach((head, column) => head.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.ariaSort = down ? "descending" : "ascending";
      const rows = [...body.rows].sort((one, other) => {
        const a = one.cells[column], b = other.cells[column];
        return down && valueOf(a) !== "" && valueOf(b) !== "" ? compare(b, a) : compare(a, b);
      });
      body.append(...rows);
    }));
  });

  const copy = document.getElementById("copy");
  copy?.addEventListener("click", async () => {
    const text = document.getElementById("best");
    getSelection().selectAllChildren(text); // a page from the disk may not write to the clipboard everywhere
    try {
      await navigator.clipboard.writeText(text.textContent);
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Selected; copy with Ctrl-C";
    }
  });

  // ---- The metric against each axis

  const median = values => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  };
  const shown = value => value == null ? "–" : String(+value.toPrecision(4));
  const places = document.querySelectorAll(".plot");
  JSON.parse(document.getElementById("charts").textContent).forEach(({ words, log, points }, i) => {
    const place = places[i];
    const ordered = [...points].sort((a, b) => a[0] - b[0]);
    const groups = new Map();
    ordered.forEach(([x, y]) => groups.set(x, [...(groups.get(x) ?? []), y]));
    // Each place once for the line, then once for each run there: uPlot wants places in their order.
    const xs = [], runs = [], medians = [];
    groups.forEach((values, x) => {
      values.forEach((value, at) => {
        xs.push(x);
        runs.push(value);
        medians.push(at === 0 ? median(values) : null);
      });
    });
    const axis = { stroke: () => colour("soft"), grid: { stroke: () => colour("line"), width: 1 }, ticks: { show: false } };
    const size = () => ({ width: Math.max(200, place.clientWidth), height: 240 });
    const x = words
      ? { ...axis, splits: () => words.map((_, at) => at), values: (u, ticks) => ticks.map(at => words[at] ?? "") }
      : { ...axis, values: (u, ticks) => ticks.map(tick => tick == null ? "" : shown(tick)) };
    const range = words ? { range: () => [-0.5, words.length - 0.5] } : {};
    const plot = new uPlot({
      ...size(),
      scales: { x: { time: false, distr: log ? 3 : 1, ...range } },
      legend: { show: false },
      axes: [x, { ...axis, size: 60, values: (u, ticks) => ticks.map(shown) }],
      series: [
        {},
        { label: "run", stroke: () => colour("generated"), width: 0, paths: () => null, points: { show: true, size: 7 } },
        { label: "median", stroke: () => colour("real"), width: words ? 0 : 2, spanGaps: true, points: { show: true, size: words ? 11 : 6 } }
      ]
    }, [xs, runs, medians], place);
    new ResizeObserver(() => plot.setSize(size())).observe(place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw());
  });
})();

"use strict";
(() => {
  const run = JSON.parse(document.getElementById("run").textContent);
  const find = id => document.getElementById(id);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const grouped = number => number.toLocaleString("en");

  // ---- Samples over the training

  if (run.grids.length > 1) {
    const slider = find("grid-slider");
    slider.max = slider.value = run.grids.length - 1;
    const show = () => {
      const grid = run.grids[slider.value];
      find("grid").src = grid.picture;
      find("grid-step").textContent = "step " + grouped(grid.step) + (grid.step === 0 ? ", untrained" : "");
    };
    slider.addEventListener("input", show);
    show();
  }

  // ---- Curves

  const ROLES = {
    "discriminator (D)": "discriminator", "generator (G)": "generated", "real samples": "real", "generated samples": "generated"
  };
  const OTHERS = ["other", "real", "generated", "discriminator"];
  const shown = value => value == null ? "–" : Math.abs(value) >= 1e5 ? value.toExponential(2) : String(+value.toPrecision(4));

  const draw = (chart, place) => {
    const data = [chart.steps];
    // Where nobody points, the legend has the last values.
    const legend = text => (plot, value, which, index) => text(index == null ? data[which].at(-1) : value);
    const series = [{ label: "step", value: legend(grouped) }];
    chart.series.forEach((curve, i) => {
      const role = ROLES[curve.name] || OTHERS[i % OTHERS.length];
      data.push(curve.values);
      series.push({
        label: curve.name, stroke: () => colour(role), width: curve.means ? 1 : 2, alpha: curve.means ? 0.4 : 1,
        value: legend(shown), points: { show: curve.values.length <= 60, size: 5 }
      });
    });
    // After all curves: the means are drawn over them.
    chart.series.forEach((curve, i) => {
      if (!curve.means) return;
      const role = ROLES[curve.name] || OTHERS[i % OTHERS.length];
      data.push(curve.means);
      series.push({
        label: curve.name + ", mean", stroke: () => colour(role), width: 2.5, value: legend(shown),
        points: { show: false }
      });
    });
    chart.references.forEach(line => {
      data.push(chart.steps.map(() => line.value));
      series.push({
        label: line.label, stroke: () => colour("soft"), width: 1, dash: [6, 5], value: legend(shown),
        points: { show: false }
      });
    });
    const axis = { stroke: () => colour("soft"), grid: { stroke: () => colour("line"), width: 1 }, ticks: { show: false } };
    const tall = place.parentElement.classList.contains("small") ? 190 : 280;
    const size = () => ({ width: Math.max(200, place.clientWidth), height: tall });
    // As wide as the widest label: steps have few digits or many, and so have losses.
    const labelWidth = (plot, labels) => {
      plot.ctx.font = plot.axes[1].font[0];
      return 14 + Math.max(26, ...(labels ?? []).map(label => plot.ctx.measureText(label).width / devicePixelRatio));
    };
    const plot = new uPlot({
      ...size(), series, scales: { x: { time: false } }, cursor: { sync: { key: "step" }, focus: { prox: 24 } }, focus: { alpha: 0.35 },
      axes: [
        { ...axis, size: 32, values: (u, ticks) => ticks.map(grouped) },
        { ...axis, size: labelWidth, values: (u, ticks) => ticks.map(shown) }
      ]
    }, data, place);
    new ResizeObserver(() => plot.setSize(size())).observe(place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw());
  };
  const places = document.querySelectorAll(".plot");
  run.charts.forEach((chart, i) => draw(chart, places[i]));

  // ---- The generator

  /** Buttons for classes or clusters, or a list where they are many. */
  const offerClasses = (names, chosen) => {
    const place = find("classes");
    if (names.length > 30) {
      const list = Object.assign(document.createElement("select"), { ariaLabel: place.ariaLabel });
      names.forEach((name, i) => list.append(new Option(name, i)));
      list.addEventListener("change", () => chosen(+list.value));
      place.append(list);
      return;
    }
    const buttons = names.map((name, i) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
      button.addEventListener("click", () => { mark(i); chosen(i); });
      return button;
    });
    const mark = label => buttons.forEach((button, i) => button.setAttribute("aria-pressed", i === label));
    place.append(...buttons);
    mark(0);
  };

  if (run.walk) {
    const { picture, steps, columns, image: { width, height }, classNames } = run.walk;
    const canvas = Object.assign(find("canvas"), { width, height });
    const slider = find("walk-slider");
    const pictures = new Image();
    let label = 0;
    const paint = () => {
      const at = label * steps + +slider.value;
      const wide = pictures.naturalWidth / columns, tall = wide * height / width;
      canvas.getContext("2d").drawImage(pictures, at % columns * wide, Math.floor(at / columns) * tall, wide, tall, 0, 0, width, height);
      find("walk-step").textContent = `${+slider.value + 1} of ${steps}`;
    };
    slider.max = steps - 1;
    slider.addEventListener("input", paint);
    pictures.addEventListener("load", paint);
    pictures.src = picture;
    if (classNames.length > 0) offerClasses(classNames, chosen => { label = chosen; paint(); });
  }

  if (!run.explorer) return;
  const { network, input: { latent, classes }, classNames, image, columns, directions, start, real } = run.explorer;
  const forward = runNetwork(network);

  /** From N(0, 1), by Box and Muller. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  const noise = () => Float64Array.from({ length: latent }, normal);

  let label = 0;
  const generate = z => {
    const input = new Float32Array(latent + classes);
    input.set(z);
    if (classes > 0) input[latent + label] = 1;
    return forward(input);
  };

  const canvas = find("canvas");

  const explorePictures = () => {
    const { channels, height, width } = image;
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    const picture = context.createImageData(width, height);
    let z = Float64Array.from(start);
    const sliders = [];

    const paint = () => {
      const values = generate(z);
      const area = height * width;
      for (let i = 0; i < area; i++) {
        let whole = true;
        for (let c = 0; c < 3; c++) {
          const value = values[i + (channels === 1 ? 0 : c * area)];
          whole &&= !Number.isNaN(value);
          picture.data[4 * i + c] = Math.round((Math.max(-1, Math.min(1, value)) + 1) * 127.5);
        }
        picture.data[4 * i + 3] = 255;
        if (!whole) picture.data.set([176, 32, 32], 4 * i);
      }
      context.putImageData(picture, 0, 0);
    };
    const along = direction => direction.reduce((sum, part, i) => sum + part * z[i], 0);
    const show = except => {
      sliders.forEach(({ slider, value, direction }) => {
        if (slider !== except) slider.value = along(direction);
        value.textContent = along(direction).toFixed(1);
      });
      // As float32 has them, which is what the generator reads.
      find("latent").value = Array.from(z, part => +Math.fround(part).toPrecision(9)).join(", ");
      find("latent-problem").textContent = "";
      paint();
    };

    directions.forEach((direction, i) => {
      const row = document.createElement("label");
      const slider = Object.assign(document.createElement("input"), { type: "range", min: -4, max: 4, step: 0.05 });
      const value = document.createElement("output");
      row.append(String(i + 1), slider, value);
      find("sliders").append(row);
      sliders.push({ slider, value, direction });
      slider.addEventListener("input", () => {
        const change = slider.value - along(direction);
        z = z.map((part, j) => part + change * direction[j]);
        show(slider);
      });
    });
    find("random").addEventListener("click", () => {
      z = noise(); // of the class that was chosen
      show();
    });
    find("latent").addEventListener("input", event => {
      const numbers = event.target.value.split(/[\s,;[\]]+/).filter(Boolean).map(Number);
      if (numbers.length !== latent || !numbers.every(Number.isFinite)) {
        find("latent-problem").textContent = numbers.every(Number.isFinite)
          ? `${numbers.length} numbers are given; the generator reads ${latent}`
          : "not all of these are numbers";
        return;
      }
      z = Float64Array.from(numbers);
      const typed = event.target.value;
      show();
      event.target.value = typed;
    });
    if (classes > 0) offerClasses(classNames, chosen => { label = chosen; paint(); });
    show();
  };

  const explorePoints = () => {
    const count = 600;
    let generated;
    const again = () => {
      generated = Array.from({ length: count }, () => generate(noise()));
      paint();
    };
    const context = canvas.getContext("2d");
    const finite = numbers => numbers.filter(Number.isFinite);
    const bounds = numbers => {
      const sorted = finite(numbers).sort((a, b) => a - b);
      const low = sorted[0] ?? 0, high = sorted[sorted.length - 1] ?? 1;
      const margin = 0.06 * (high - low || 1);
      return [low - margin, high + margin];
    };
    const least = 230, tall = 190;
    const across = w => Math.max(1, Math.min(columns.length, Math.floor(w / least)));
    const height = (w, dimension) =>
      columns ? tall * Math.ceil(columns.length / across(w)) : Math.round(dimension === 1 ? 0.7 * w : w);
    const paint = () => {
      const scale = window.devicePixelRatio || 1;
      const dimension = generated[0].length;
      const w = canvas.clientWidth, h = height(w, dimension);
      canvas.style.height = h + "px";
      canvas.width = w * scale;
      canvas.height = h * scale;
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.clearRect(0, 0, w, h);
      if (columns) table(w);
      else if (dimension === 1) histogram(w, h, generated.map(sample => sample[0]), real);
      else scatter(w, h);
    };
    const table = w => columns.forEach((column, i) => {
      const width = w / across(w);
      const restored = value => column.mean + column.deviation * value;
      context.save();
      context.translate(i % across(w) * width, Math.floor(i / across(w)) * tall);
      context.fillStyle = colour("ink");
      context.font = "bold 13px system-ui, sans-serif";
      context.textAlign = "left";
      context.fillText(column.name, 8, 16, width - 16);
      context.translate(0, 22);
      const rows = Array.from({ length: real.length / columns.length }, (_, row) => real[row * columns.length + i]);
      histogram(width, tall - 30, generated.map(sample => restored(sample[i])), rows.map(restored));
      context.restore();
    });
    const axis = (low, high, place, w, h, down) => {
      context.fillStyle = colour("soft");
      context.font = "12px system-ui, sans-serif";
      context.textAlign = down ? "left" : "center";
      const step = 10 ** Math.floor(Math.log10((high - low) / 2));
      const spread = (high - low) / step > 8 ? 2 * step : step;
      for (let tick = Math.ceil(low / spread) * spread; tick <= high; tick += spread) {
        const text = String(+tick.toPrecision(6));
        if (down) context.fillText(text, 2, place(tick) + 4);
        else context.fillText(text, place(tick), h - 4);
      }
    };
    const scatter = (w, h) => {
      const points = generated.concat(Array.from({ length: real.length / 2 }, (_, i) => [real[2 * i], real[2 * i + 1]]));
      const [low, high] = bounds(points.flatMap(point => [point[0], point[1]]));
      const x = value => 24 + (value - low) / (high - low) * (w - 30);
      const y = value => h - 20 - (value - low) / (high - low) * (h - 26);
      axis(low, high, x, w, h, false);
      axis(low, high, y, w, h, true);
      const dots = (list, name) => {
        context.fillStyle = colour(name);
        context.globalAlpha = 0.6;
        for (const point of list) context.fillRect(x(point[0]) - 1.5, y(point[1]) - 1.5, 3, 3);
        context.globalAlpha = 1;
      };
      dots(points.slice(generated.length), "real");
      dots(generated, "generated");
    };
    const histogram = (w, h, made, real) => {
      const [low, high] = bounds(made.concat(real));
      const bins = 24;
      const shares = numbers => {
        const counts = new Array(bins).fill(0);
        finite(numbers).forEach(value => counts[Math.min(bins - 1, Math.floor((value - low) / (high - low) * bins))]++);
        return counts.map(n => n / Math.max(1, numbers.length));
      };
      const both = [["real", shares(real)], ["generated", shares(made)]];
      const top = Math.max(...both.flatMap(([, counts]) => counts));
      const x = value => 8 + (value - low) / (high - low) * (w - 16);
      axis(low, high, x, w, h, false);
      both.forEach(([name, counts]) => {
        context.fillStyle = colour(name);
        context.globalAlpha = 0.5;
        counts.forEach((share, i) => {
          const tall = share / top * (h - 30);
          context.fillRect(8 + i * (w - 16) / bins, h - 20 - tall, (w - 16) / bins - 1, tall);
        });
        context.globalAlpha = 1;
      });
    };
    find("random").addEventListener("click", again);
    if (classes > 0) offerClasses(classNames, chosen => { label = chosen; again(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    addEventListener("resize", paint);
    again();
  };

  if (image) explorePictures(); else explorePoints();
})();

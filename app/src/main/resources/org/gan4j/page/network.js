"use strict";
/**
 * Runs a network that is written as an ONNX graph (opset 17), for one sample at a time. It knows the operators that generators are made of,
 * by their names and their attributes' names there. A value is its numbers and its shape, in which the batch of one comes first.
 */
const runNetwork = (() => {
  // Numbers of 8 bytes: those of 4 are converted each time they are read, which takes as long as the sums.
  const tensor = (shape, data) => ({ shape, data: data ?? new Float64Array(shape.reduce((a, b) => a * b, 1)) });

  const each = (x, change) => {
    const y = tensor(x.shape);
    for (let i = 0; i < y.data.length; i++) y.data[i] = change(x.data[i], i);
    return y;
  };

  /** Calls visit(value, channel, place) for each number; channels are the second dimension. */
  const walk = (x, visit) => {
    const area = x.data.length / x.shape[1];
    for (let channel = 0, at = 0; channel < x.shape[1]; channel++) {
      for (let i = 0; i < area; i++, at++) visit(x.data[at], channel, at);
    }
  };

  /** Changes each number by its channel. */
  const byChannel = (x, change) => {
    const y = tensor(x.shape);
    walk(x, (value, channel, at) => { y.data[at] = change(value, channel); });
    return y;
  };

  /** The inner products of the rows of a and the rows of b, each of so many numbers. Eight at a time: what is read serves more than once. */
  const products = (a, b, size, c = new Float64Array(a.length * b.length / size / size)) => {
    const m = a.length / size, n = b.length / size;
    const wholeM = m - m % 4, wholeN = n - n % 2;
    for (let j = 0; j < wholeN; j += 2) {
      for (let i = 0; i < wholeM; i += 4) {
        const a0 = i * size, a1 = a0 + size, a2 = a1 + size, a3 = a2 + size, b0 = j * size, b1 = b0 + size;
        let s0 = 0, s1 = 0, s2 = 0, s3 = 0, t0 = 0, t1 = 0, t2 = 0, t3 = 0;
        for (let k = 0; k < size; k++) {
          const s = b[b0 + k], t = b[b1 + k], p = a[a0 + k], q = a[a1 + k], u = a[a2 + k], v = a[a3 + k];
          s0 += p * s; s1 += q * s; s2 += u * s; s3 += v * s;
          t0 += p * t; t1 += q * t; t2 += u * t; t3 += v * t;
        }
        const at = i * n + j;
        c[at] = s0; c[at + n] = s1; c[at + 2 * n] = s2; c[at + 3 * n] = s3;
        c[at + 1] = t0; c[at + n + 1] = t1; c[at + 2 * n + 1] = t2; c[at + 3 * n + 1] = t3;
      }
    }
    for (let i = 0; i < m; i++) {
      for (let j = i < wholeM ? wholeN : 0; j < n; j++) {
        let sum = 0;
        for (let k = 0, x = i * size, y = j * size; k < size; k++) sum += a[x + k] * b[y + k];
        c[i * n + j] = sum;
      }
    }
    return c;
  };

  /** The columns as rows. */
  const transposed = (matrix, rows) => {
    const columns = matrix.length / rows;
    const turned = new Float64Array(matrix.length);
    for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[at++];
    return turned;
  };

  /** The kernels of a group as rows, which are the same for every sample. */
  const turned = (w, group, kernels, size) => ((w.turned ??= [])[group] ??= transposed(kernels, size));

  /** Calls visit(tap, place, pixel, count) for each row of places at which a number of a kernel lies on the picture, one stride from another. */
  const slide = ({ kernel_shape: [tall, wide], strides: [stride], pads: [pad] }, [down, across], [height, width], visit) => {
    for (let tap = 0; tap < tall * wide; tap++) {
      const left = tap % wide - pad;
      const first = Math.max(0, Math.ceil(-left / stride)), end = Math.min(across, Math.ceil((width - left) / stride));
      for (let i = 0, y = Math.floor(tap / wide) - pad; i < down; i++, y += stride) {
        if (y >= 0 && y < height && first < end) visit(tap, i * across + first, y * width + left + first * stride, end - first);
      }
    }
  };

  // Of the largest convolution: an array of its own for each would take longer to come by than to fill.
  let space = new Float64Array(0);

  /** What lies under a kernel, a row a place: of each of so many channels, a number a tap, 0 outside of the picture. Until the next call. */
  const patches = ({ kernel_shape: [tall, wide], strides: [stride], pads: [pad] }, [down, across], [height, width], channels, numbers) => {
    const size = down * across * channels * tall * wide;
    if (space.length < size) space = new Float64Array(size);
    const rows = space.subarray(0, size).fill(0);
    let at = 0;
    for (let i = 0; i < down; i++) {
      for (let j = 0; j < across; j++) {
        const left = j * stride - pad, first = Math.max(0, -left), end = Math.min(wide, width - left);
        for (let c = 0; c < channels; c++) {
          for (let tap = 0, y = i * stride - pad; tap < tall; tap++, y++, at += wide) {
            if (y < 0 || y >= height) continue;
            const from = (c * height + y) * width + left;
            for (let k = first; k < end; k++) rows[at + k] = numbers[from + k];
          }
        }
      }
    }
    return rows;
  };

  /** The places of a kernel on a picture. */
  const places = ({ kernel_shape, strides: [stride], pads: [pad] }, sides) =>
    sides.map((side, i) => Math.floor((side + 2 * pad - kernel_shape[i]) / stride) + 1);

  const shifted = (x, bias) => bias ? byChannel(x, (value, c) => value + bias.data[c]) : x;

  const broadcast = (x, y, change) =>
    y.data.length === x.data.length ? each(x, (value, i) => change(value, y.data[i])) : byChannel(x, (value, c) => change(value, y.data[c]));

  const OPERATORS = {
    Gemm: ([x, w, bias]) => shifted(tensor([1, w.shape[0]], products(w.data, x.data, w.shape[1])), bias),

    Conv: ([x, w, bias], window) => {
      const sides = x.shape.slice(2);
      const grid = places(window, sides);
      const y = tensor([1, w.shape[0], ...grid]);
      const channels = w.shape[1], part = channels * sides[0] * sides[1];
      const kernels = w.data.length / window.group, made = y.data.length / window.group;
      for (let group = 0; group < window.group; group++) {
        const under = patches(window, grid, sides, channels, x.data.subarray(group * part, (group + 1) * part));
        products(w.data.subarray(group * kernels, (group + 1) * kernels), under, kernels / w.shape[0] * window.group,
          y.data.subarray(group * made, (group + 1) * made));
      }
      return shifted(y, bias);
    },

    ConvTranspose: ([x, w, bias], window) => {
      const [, inputs, ...grid] = x.shape;
      const { kernel_shape, strides: [stride], pads: [pad], group: groups } = window;
      const sides = grid.map((side, i) => (side - 1) * stride - 2 * pad + kernel_shape[i]);
      const outputs = w.shape[1], taps = w.shape[2] * w.shape[3], size = inputs / groups;
      const y = tensor([1, groups * outputs, ...sides]);
      const area = sides[0] * sides[1], count = grid[0] * grid[1], kernels = size * outputs * taps;
      for (let group = 0; group < groups; group++) {
        // What each pixel lays over the picture, a row an output and a tap.
        const laid = products(
          turned(w, group, w.data.subarray(group * kernels, (group + 1) * kernels), size),
          transposed(x.data.subarray(group * size * count, (group + 1) * size * count), size), size);
        for (let c = 0; c < outputs; c++) {
          const to = (group * outputs + c) * area;
          slide(window, grid, sides, (tap, place, pixel, run) => {
            const from = (c * taps + tap) * count + place;
            for (let i = 0; i < run; i++) y.data[to + pixel + i * stride] += laid[from + i];
          });
        }
      }
      return shifted(y, bias);
    },

    BatchNormalization: ([x, weight, bias, mean, variance], { epsilon }) => byChannel(x, (value, c) =>
      (value - mean.data[c]) / Math.sqrt(variance.data[c] + epsilon) * weight.data[c] + bias.data[c]),

    InstanceNormalization: ([x, weight, bias], { epsilon }) => {
      const area = x.data.length / x.shape[1];
      const means = new Float64Array(x.shape[1]), squares = new Float64Array(x.shape[1]);
      walk(x, (value, c) => { means[c] += value / area; });
      walk(x, (value, c) => { squares[c] += (value - means[c]) ** 2 / area; });
      return byChannel(x, (value, c) => (value - means[c]) / Math.sqrt(squares[c] + epsilon) * weight.data[c] + bias.data[c]);
    },

    AveragePool: ([x], window) => {
      const [, channels, ...sides] = x.shape, stride = window.strides[0];
      const grid = places(window, sides);
      const y = tensor([1, channels, ...grid]);
      const area = sides[0] * sides[1], count = grid[0] * grid[1], taps = window.kernel_shape[0] * window.kernel_shape[1];
      for (let c = 0; c < channels; c++) {
        slide(window, grid, sides, (tap, place, pixel, run) => {
          for (let i = 0; i < run; i++) y.data[c * count + place + i] += x.data[c * area + pixel + i * stride] / taps;
        });
      }
      return y;
    },

    /** Nearest, by the whole factors of the last operand. */
    Resize: ([x, , factors]) => {
      const shape = x.shape.map((side, i) => side * factors.data[i]);
      const [height, width] = shape.slice(2), [, , down, across] = factors.data;
      const y = tensor(shape);
      for (let row = 0, at = 0; row < shape[1] * height; row++) {
        const from = Math.floor(row / down) * x.shape[3];
        for (let column = 0; column < width; column++) y.data[at++] = x.data[from + Math.floor(column / across)];
      }
      return y;
    },

    Reshape: ([x, { data: wanted }]) => {
      const shape = Array.from(wanted, (side, i) => side === 0 ? x.shape[i] : side);
      const rest = shape.filter(side => side > 0).reduce((a, b) => a * b, 1);
      return tensor(shape.map(side => side < 0 ? x.data.length / rest : side), x.data);
    },

    /** Over the two dimensions of pictures. */
    ReduceSum: ([x]) => {
      const y = tensor(x.shape.slice(0, 2));
      walk(x, (value, c) => { y.data[c] += value; });
      return y;
    },

    Shape: ([x]) => tensor([x.shape.length], x.shape),
    Constant: (none, { value_ints, value_floats }) => tensor([(value_ints ?? value_floats).length], value_ints ?? value_floats),
    Add: ([x, y]) => broadcast(x, y, (a, b) => a + b),
    Mul: ([x, y]) => broadcast(x, y, (a, b) => a * b),
    Relu: ([x]) => each(x, value => Math.max(value, 0)),
    LeakyRelu: ([x], { alpha }) => each(x, value => value > 0 ? value : alpha * value),
    Tanh: ([x]) => each(x, Math.tanh)
  };

  const floats = base64 => Float64Array.from(new Float32Array(Uint8Array.from(atob(base64), c => c.charCodeAt(0)).buffer));

  return ({ input, nodes, arrays }) => {
    const constants = Object.fromEntries(arrays.map(({ name, shape, numbers }) => [name, tensor(shape, floats(numbers))]));
    return row => {
      const values = { ...constants, [input]: tensor([1, row.length], Float64Array.from(row)) };
      let last;
      nodes.forEach(({ operator, attributes, inputs, output }) => {
        last = values[output] = OPERATORS[operator](inputs.map(name => values[name]), attributes);
      });
      return last.data;
    };
  };
})();

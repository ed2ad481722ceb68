"use strict";
/**
 * Runs a network that is written as an ONNX graph (opset 17), for one sample at a time. It knows the operators that generators are made of,
 * by their names and their attributes' names there. A value is its numbers and its shape, in which the batch of one comes first.
 */
const runNetwork = (() => {
  const tensor = (shape, data) => ({ shape, data: data ?? new Float32Array(shape.reduce((a, b) => a * b, 1)) });
  const each = (x, change) => tensor(x.shape, x.data.map(change));

  /** Changes each number by its channel, the second dimension. */
  const byChannel = (x, change) => {
    const y = tensor(x.shape);
    const area = x.data.length / x.shape[1];
    for (let channel = 0, at = 0; channel < x.shape[1]; channel++) {
      for (let i = 0; i < area; i++, at++) y.data[at] = change(x.data[at], channel);
    }
    return y;
  };

  /** The inner products of the rows of a and the rows of b, each of so many numbers. Eight at a time: what is read serves more than once. */
  const products = (a, b, size) => {
    const m = a.length / size, n = b.length / size;
    const c = new Float32Array(m * n);
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
    const turned = new Float32Array(matrix.length);
    for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[at++];
    return turned;
  };

  /** Calls visit(tap, place, pixel) for each number of a kernel, at each of its places, that lies on the picture. */
  const slide = ({ kernel_shape: [tall, wide], strides: [stride], pads: [pad] }, [down, across], [height, width], visit) => {
    for (let tap = 0; tap < tall * wide; tap++) {
      for (let i = 0, y = Math.floor(tap / wide) - pad; i < down; i++, y += stride) {
        if (y < 0 || y >= height) continue;
        for (let j = 0, x = tap % wide - pad; j < across; j++, x += stride) {
          if (x >= 0 && x < width) visit(tap, i * across + j, y * width + x);
        }
      }
    }
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
      const taps = w.shape[2] * w.shape[3], size = w.shape[1] * taps;
      const area = sides[0] * sides[1], count = grid[0] * grid[1];
      for (let group = 0; group < window.group; group++) {
        // What lies under the kernel, a row a place.
        const patches = new Float32Array(count * size);
        for (let c = 0; c < w.shape[1]; c++) {
          const from = (group * w.shape[1] + c) * area;
          slide(window, grid, sides, (tap, place, pixel) => { patches[place * size + c * taps + tap] = x.data[from + pixel]; });
        }
        const kernels = w.data.length / window.group;
        const made = products(w.data.subarray(group * kernels, (group + 1) * kernels), patches, size);
        y.data.set(made, group * made.length);
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
          transposed(w.data.subarray(group * kernels, (group + 1) * kernels), size),
          transposed(x.data.subarray(group * size * count, (group + 1) * size * count), size), size);
        for (let c = 0; c < outputs; c++) {
          const to = (group * outputs + c) * area;
          slide(window, grid, sides, (tap, place, pixel) => { y.data[to + pixel] += laid[(c * taps + tap) * count + place]; });
        }
      }
      return shifted(y, bias);
    },

    BatchNormalization: ([x, weight, bias, mean, variance], { epsilon }) => byChannel(x, (value, c) =>
      (value - mean.data[c]) / Math.sqrt(variance.data[c] + epsilon) * weight.data[c] + bias.data[c]),

    InstanceNormalization: ([x, weight, bias], { epsilon }) => {
      const area = x.data.length / x.shape[1];
      const means = new Float64Array(x.shape[1]), squares = new Float64Array(x.shape[1]);
      byChannel(x, (value, c) => { means[c] += value / area; return 0; });
      byChannel(x, (value, c) => { squares[c] += (value - means[c]) ** 2 / area; return 0; });
      return byChannel(x, (value, c) => (value - means[c]) / Math.sqrt(squares[c] + epsilon) * weight.data[c] + bias.data[c]);
    },

    AveragePool: ([x], window) => {
      const [, channels, ...sides] = x.shape;
      const grid = places(window, sides);
      const y = tensor([1, channels, ...grid]);
      const area = sides[0] * sides[1], count = grid[0] * grid[1], taps = window.kernel_shape[0] * window.kernel_shape[1];
      for (let c = 0; c < channels; c++) {
        slide(window, grid, sides, (tap, place, pixel) => { y.data[c * count + place] += x.data[c * area + pixel] / taps; });
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
      byChannel(x, (value, c) => { y.data[c] += value; return 0; });
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

  const floats = base64 => new Float32Array(Uint8Array.from(atob(base64), c => c.charCodeAt(0)).buffer);

  return ({ input, nodes, arrays }) => {
    const constants = Object.fromEntries(arrays.map(({ name, shape, numbers }) => [name, tensor(shape, floats(numbers))]));
    return row => {
      const values = { ...constants, [input]: tensor([1, row.length], row) };
      let last;
      nodes.forEach(({ operator, attributes, inputs, output }) => {
        last = values[output] = OPERATORS[operator](inputs.map(name => values[name]), attributes);
      });
      return last.data;
    };
  };
})();

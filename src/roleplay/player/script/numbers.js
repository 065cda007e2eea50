// Numbers as in the Python program: its rounding, its formatting, and its only source of randomness.

/** `value` rounded to so many decimals, exact halves to the even digit, like Python's `round`. */
function roundTo(value, decimals) {
  const text = value.toFixed(decimals);
  const rounded = Number(text);
  if (Number.isInteger(value)) return value;
  const exact = Math.abs(value).toFixed(Math.min(decimals + 40, 100)); // an exact half has fewer digits than this
  const [tail, digit] = [exact.slice(exact.indexOf(".") + 1 + decimals), text.at(-1)];
  if (!/^50*$/.test(tail) || Number(digit) % 2 === 0) return rounded;
  const step = (value < 0 ? 1 : -1) / 10 ** decimals;
  return Number((rounded + step).toFixed(decimals));
}

/** A number with at most six significant digits and no trailing zeros. */
function general(value) {
  return String(Number(value.toPrecision(6)));
}

/** Points with a sign. */
function signed(points) {
  return points > 0 ? `+${points}` : String(points);
}

/** A share, 0 to 1, as a percentage, without floating point noise. */
function percent(score) {
  return roundTo(score * 100, 7);
}

/** A percentage for display: rounded down, so that it never seems to reach a mark it missed. */
function wholePercent(percentage) {
  return Math.floor(roundTo(percentage, 7));
}

/** The level, 0 to 3, of a score from 0 to 1. */
function levelOf(score) {
  return [0.25, 0.55, 0.8].filter((bound) => roundTo(score, 9) >= bound).length;
}

const BLAKE_START = [
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1,
  0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
];
const BLAKE_ROUNDS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
];
const BLAKE_LANES = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

/** The 8-byte BLAKE2b digest (RFC 7693) of some bytes, as a big-endian integer. */
function blake2b(bytes) {
  const hash = Uint32Array.from(BLAKE_START); // 64-bit words as pairs: the low half first
  hash[0] ^= 0x01010008;
  const blocks = Math.max(1, Math.ceil(bytes.length / 128));
  for (let block = 0; block < blocks; block++) {
    const padded = new Uint8Array(128);
    padded.set(bytes.subarray(block * 128, (block + 1) * 128));
    const last = block === blocks - 1;
    blakeBlock(hash, new DataView(padded.buffer), last ? bytes.length : (block + 1) * 128, last);
  }
  const digest = new DataView(new ArrayBuffer(8));
  digest.setUint32(0, hash[0], true);
  digest.setUint32(4, hash[1], true);
  return digest.getBigUint64(0);
}

function blakeBlock(hash, view, counted, last) {
  const v = new Uint32Array(32);
  const m = new Uint32Array(32);
  v.set(hash);
  v.set(BLAKE_START, 16);
  v[24] ^= counted;
  if (last) [v[28], v[29]] = [~v[28], ~v[29]];
  for (let word = 0; word < 32; word++) m[word] = view.getUint32(word * 4, true);

  const add = (a, low, high) => {
    const sum = v[a] + low;
    v[a + 1] += high + (sum >= 0x100000000 ? 1 : 0);
    v[a] = sum;
  };
  const turn = (a, b, bits) => {
    // v[a] = (v[a] ^ v[b]) rotated right
    const [low, high] = [v[a] ^ v[b], v[a + 1] ^ v[b + 1]];
    const [x, y, by] = bits < 32 ? [low, high, bits] : [high, low, bits - 32];
    v[a] = by ? (x >>> by) | (y << (32 - by)) : x;
    v[a + 1] = by ? (y >>> by) | (x << (32 - by)) : y;
  };
  for (const order of BLAKE_ROUNDS) {
    BLAKE_LANES.forEach((lane, index) => {
      const [a, b, c, d] = lane.map((word) => word * 2);
      const [x, y] = [order[index * 2] * 2, order[index * 2 + 1] * 2];
      add(a, v[b], v[b + 1]);
      add(a, m[x], m[x + 1]);
      turn(d, a, 32);
      add(c, v[d], v[d + 1]);
      turn(b, c, 24);
      add(a, v[b], v[b + 1]);
      add(a, m[y], m[y + 1]);
      turn(d, a, 16);
      add(c, v[d], v[d + 1]);
      turn(b, c, 63);
    });
  }
  for (let word = 0; word < 16; word++) hash[word] ^= v[word] ^ v[word + 16];
}

/** A pseudo-random number that depends only on the seed and the words. */
function chance(seed, ...words) {
  return blake2b(new TextEncoder().encode([seed, ...words].join("\x1f")));
}

// Makes a screenshot smaller: its colours, which are few on a page, are numbered in a palette (PNG specification, colour type 3).
import { deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Gives a PNG of at most 256 colours that looks as the given one, of 8 bits for each of red, green and blue, does. */
export function palette (png) {
  const { width, height, pixels } = decode(png)
  const { colours, place } = fewer(pixels)
  const rows = Buffer.alloc((width + 1) * height) // each row begins with 0: no filter, which suits a palette
  for (let i = 0; i < pixels.length; i++) rows[i + 1 + Math.floor(i / width)] = place.get(pixels[i])
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature, chunk('IHDR', head), chunk('PLTE', Buffer.from(colours.flatMap((c) => [c >> 16, c >> 8 & 255, c & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))
  ])
}

const kept = 96 // the commonest colours, which are those of whole surfaces, stay as they are

// Of the other colours, those that are much alike become one: the fewest that must, so that no colour turns into another kind of colour.
function fewer (pixels) {
  const counts = new Map()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const commonest = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
  for (let bits = 0; ; bits++) {
    const mask = 0xff >> bits << bits
    const alike = new Map()
    for (const colour of commonest.slice(kept)) {
      const kind = colour & (mask << 16 | mask << 8 | mask)
      if (!alike.has(kind)) alike.set(kind, colour)
    }
    if (alike.size > 256 - kept) continue
    const colours = [...commonest.slice(0, kept), ...alike.values()]
    return { colours, place: new Map(commonest.map((colour) => [colour, nearest(colours, colour)])) }
  }
}

function nearest (colours, wanted) {
  let best = 0
  let least = Infinity
  for (let i = 0; i < colours.length && least > 0; i++) {
    const [r, g, b] = [16, 8, 0].map((shift) => (colours[i] >> shift & 255) - (wanted >> shift & 255))
    const far = r * r + g * g + b * b
    if (far < least) [best, least] = [i, far]
  }
  return best
}

function chunk (type, data) {
  const whole = Buffer.alloc(data.length + 12)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4, 'latin1')
  data.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8)
  return whole
}

const crcs = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n
})

function crc32 (bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) crc = crcs[(crc ^ byte) & 255] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

// Reads what browsers write: 8 bits, not interlaced, with or without an alpha channel, which is left out.
function decode (png) {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('this is no PNG')
  const data = []
  let width, height, channels
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    if (type === 'IDAT') data.push(body)
    if (type !== 'IHDR') continue
    width = body.readUInt32BE(0)
    height = body.readUInt32BE(4)
    channels = { 2: 3, 6: 4 }[body[9]]
    if (body[8] !== 8 || !channels || body[12] !== 0) throw new Error('this PNG is not of a kind that browsers write')
  }
  const rows = inflateSync(Buffer.concat(data))
  const stride = width * channels
  const pixels = new Uint32Array(width * height)
  let above = new Uint8Array(stride)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]
    const row = Uint8Array.from(rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)))
    for (let x = 0; x < stride; x++) {
      const [a, b, c] = [x < channels ? 0 : row[x - channels], above[x], x < channels ? 0 : above[x - channels]]
      row[x] += [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter]
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = row[x * channels] << 16 | row[x * channels + 1] << 8 | row[x * channels + 2]
    above = row
  }
  return { width, height, pixels }
}

function paeth (a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

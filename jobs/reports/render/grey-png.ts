import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 8 bits a pixel, greyscale, deflate, adaptive filters, not interlaced. */
const GREY = [8, 0, 0, 0, 0];

/**
 * A drawing in greys as PNG (RFC 2083), from RGBA pixels on white. One channel instead of four: half the file, and a PDF
 * takes it as it stands, where one with transparency is unpacked, split and packed again.
 */
export function greyPng({ width, height, pixels }: { width: number; height: number; pixels: Uint8Array }): Buffer {
  // Each line begins with its filter: 0, none.
  const lines = Buffer.alloc((width + 1) * height);
  for (let row = 0, from = 0; row < height; row++) {
    const start = row * (width + 1) + 1;
    for (let column = 0; column < width; column++, from += 4) lines[start + column] = pixels[from]!;
  }
  const head = Buffer.alloc(8);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([head, Buffer.from(GREY)])),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** The whole of a body that came as a stream, or one chunk more than `most` bytes; nothing for any other body. */
export async function bytesOf(body: unknown, most: number): Promise<Buffer> {
  const stream = body as AsyncIterable<Buffer> | undefined;
  if (typeof stream?.[Symbol.asyncIterator] !== 'function') return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the stream.
    if (size > most) break;
  }
  return Buffer.concat(chunks);
}

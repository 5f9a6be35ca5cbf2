/** 顺序读: a stream read by counts of bytes, with one chunk of it in hand. */
export interface ByteReader {
  /** The next bytes, not read yet; fewer at the end. */
  peek(count: number): Promise<Buffer>;
  /** The next bytes; fewer at the end. */
  take(count: number): Promise<Buffer>;
  /** How many of these bytes there were. */
  skip(count: number): Promise<number>;
  isAtEnd(): Promise<boolean>;
}

export function byteReader(bytes: AsyncIterable<Buffer>): ByteReader {
  const chunks = bytes[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const fill = async (count: number): Promise<void> => {
    const parts = [held];
    for (let length = held.length; length < count;) {
      const next = await chunks.next();
      if (next.done) break;
      parts.push(next.value);
      length += next.value.length;
    }
    if (parts.length > 1) held = Buffer.concat(parts);
  };
  const peek = async (count: number): Promise<Buffer> => {
    if (held.length < count) await fill(count);
    return held.subarray(0, count);
  };
  return {
    peek,
    take: async (count) => {
      const taken = await peek(count);
      held = held.subarray(taken.length);
      return taken;
    },
    skip: async (count) => {
      let left = count;
      while (left > 0) {
        await fill(1);
        if (held.length === 0) break;
        const part = Math.min(left, held.length);
        held = held.subarray(part);
        left -= part;
      }
      return count - left;
    },
    isAtEnd: async () => {
      await fill(1);
      return held.length === 0;
    },
  };
}

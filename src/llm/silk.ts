import { Buffer } from 'node:buffer';

const MARK = '#!SILK_V3';
const PACKET_MS = 20;
/** Five frames of at most so many bytes share a packet. */
const LARGEST_PACKET = 5 * 1_024;

/** Whether the bytes are a SILK recording, WeChat's own form of voice. */
export function isSilk(bytes: Uint8Array): boolean {
  return markEnd(bytes) !== undefined;
}

/**
 * How long a SILK recording plays at least, in seconds, counted from its packets without decoding them; undefined when they are no
 * packets. Decoding follows whatever lengths a file claims, so this is asked before.
 */
export function silkSeconds(bytes: Uint8Array): number | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = markEnd(bytes) ?? file.length;
  let packets = 0;
  while (at + 2 <= file.length) {
    const length = file.readUInt16LE(at);
    if (length === 0xffff) break;
    if (length > LARGEST_PACKET || at + 2 + length > file.length) return undefined;
    packets += 1;
    at += 2 + length;
  }
  return packets === 0 ? undefined : (packets * PACKET_MS) / 1_000;
}

/** WeChat writes one byte, a 2, before the usual mark. */
function markEnd(bytes: Uint8Array): number | undefined {
  const begin = bytes[0] === 2 ? 1 : 0;
  const end = begin + MARK.length;
  return Buffer.from(bytes.subarray(begin, end)).toString('latin1') === MARK ? end : undefined;
}

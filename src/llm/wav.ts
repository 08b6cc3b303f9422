import { Buffer } from 'node:buffer';

const HEADER = 44;

/** One channel of signed 16-bit samples, as decoders give them, wrapped as a WAV file. */
export function wavOf(samples: Uint8Array, sampleRate: number): Uint8Array {
  const header = Buffer.alloc(HEADER);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER - 8 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** How long a plain WAV file plays, in seconds; undefined when its header does not say. */
export function wavSeconds(bytes: Uint8Array): number | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (file.length < HEADER || file.toString('latin1', 8, 16) !== 'WAVEfmt ') return undefined;
  const bytesPerSecond = file.readUInt32LE(28);
  return bytesPerSecond > 0 ? (file.length - HEADER) / bytesPerSecond : undefined;
}

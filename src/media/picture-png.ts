import { Buffer } from 'node:buffer';
import { loadSharp } from './load-sharp.js';

/** What weighs little and takes little time: pictures are made while somebody waits. */
const COMPRESSION = 4;

/** Turns a drawing into the bytes of a PNG. The drawing must be our own: SVG from elsewhere could ask for files. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return await sharp(Buffer.from(svg)).flatten().png({ compressionLevel: COMPRESSION }).toBuffer();
}

import { Buffer } from 'node:buffer';
import { reasonOf } from '../base/fault.js';
import { fingerprintOf } from './fingerprint.js';
import { loadSharp, type Sharp } from './load-sharp.js';

/** A photo fit to be kept: upright, at most 1600 pixels wide and high, without where, when and with what it was taken. */
export interface Photo {
  readonly bytes: Uint8Array;
  readonly type: 'image/jpeg';
  readonly width: number;
  readonly height: number;
  /** What it looks like in 16 hexadecimal digits, see `fingerprintDistance`. */
  readonly fingerprint: string;
}

/** Why a photo cannot be kept; `reason` is for the log. */
export interface UnusablePhoto {
  readonly unusable: 'too-large' | 'unreadable' | 'too-many-pixels';
  readonly reason: string;
}

/** What is taken in: bytes of the file, pixels of the picture. `edge` is what either side is shrunk to, in pixels. */
export interface PhotoLimits {
  readonly bytes: number;
  readonly pixels: number;
  readonly edge: number;
}

export const photoLimits: PhotoLimits = { bytes: 20 * 1024 * 1024, pixels: 50_000_000, edge: 1600 };

const QUALITY = 80;
const MOST_SECONDS = 30;

let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a photo of a resident fit to be kept: JPEG, PNG, WebP, GIF (its first picture), AVIF or TIFF. One at a time in this
 * process, in the order of calling, because a full-size photo takes some hundred megabytes of memory while it is worked on.
 *
 * @returns the photo, or why it cannot be used
 */
export async function preparePhoto(
  bytes: Uint8Array,
  limits: PhotoLimits = photoLimits,
): Promise<Photo | UnusablePhoto> {
  if (bytes.length > limits.bytes) {
    return { unusable: 'too-large', reason: `${bytes.length} bytes, at most ${limits.bytes}` };
  }
  const sharp = await loadSharp();
  const turn = last.then(async () => await prepare(sharp, bytes, limits));
  last = turn;
  return await turn;
}

/** Never rejects: whatever the library says of the bytes is an outcome, and the next in the queue has its turn. */
async function prepare(sharp: Sharp, bytes: Uint8Array, limits: PhotoLimits): Promise<Photo | UnusablePhoto> {
  try {
    if (!looksLikePicture(bytes)) return { unusable: 'unreadable', reason: 'no known kind of picture' };
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > limits.pixels) {
      return { unusable: 'too-many-pixels', reason: `${width} × ${height}, at most ${limits.pixels}` };
    }
    const shrunk = await sharp(bytes, { limitInputPixels: limits.pixels, failOn: 'error', autoOrient: true })
      .timeout({ seconds: MOST_SECONDS })
      .resize({ width: limits.edge, height: limits.edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return {
      bytes: shrunk.data,
      type: 'image/jpeg',
      width: shrunk.info.width,
      height: shrunk.info.height,
      fingerprint: await fingerprintOf(sharp, shrunk.data),
    };
  } catch (error) {
    return { unusable: 'unreadable', reason: reasonOf(error) };
  }
}

/**
 * Whether the first bytes are those of a picture made of pixels. The library would also take SVG, whose text can ask for
 * other files and for endless work.
 */
function looksLikePicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return (
    head.startsWith('\u00ff\u00d8\u00ff') ||
    head.startsWith('\u0089PNG') ||
    head.startsWith('GIF8') ||
    (head.startsWith('RIFF') && head.endsWith('WEBP')) ||
    head.startsWith('ftyp', 4) ||
    head.startsWith('II*\0') ||
    head.startsWith('MM\0*')
  );
}

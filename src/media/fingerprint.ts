import type { Sharp } from './load-sharp.js';

const COLUMNS = 8;
const ROWS = 8;

/**
 * The difference hash (dHash) of a picture: shrunk to 9 × 8 grey pixels, one bit for each pair of neighbours in a row, set
 * where the left one is darker. 64 bits as 16 hexadecimal digits.
 */
export async function fingerprintOf(sharp: Sharp, picture: Uint8Array): Promise<string> {
  const grey = await sharp(picture)
    .greyscale()
    .resize(COLUMNS + 1, ROWS, { fit: 'fill' })
    .raw()
    .toBuffer();
  let bits = '';
  for (let row = 0; row < ROWS; row += 1) {
    const line = grey.subarray(row * (COLUMNS + 1), (row + 1) * (COLUMNS + 1));
    for (let column = 0; column < COLUMNS; column += 1) {
      bits += (line[column] ?? 0) < (line[column + 1] ?? 0) ? '1' : '0';
    }
  }
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/**
 * In how many of the 64 bits two fingerprints differ. The same photo, resized or compressed anew, differs in up to 6;
 * photos of different things in 20 and more. Up to 10 may be called the same picture. Flat, noisy pictures are not reliable.
 *
 * @param one 16 hexadecimal digits
 * @param other 16 hexadecimal digits
 */
export function fingerprintDistance(one: string, other: string): number {
  let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let distance = 0;
  for (; differing > 0n; differing >>= 1n) distance += Number(differing & 1n);
  return distance;
}

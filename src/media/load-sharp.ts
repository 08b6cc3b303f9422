import type { default as SharpFunction } from 'sharp';
import { Fault, reasonOf } from '../base/fault.js';

/** The picture library. */
export type Sharp = typeof SharpFunction;

/**
 * Loads the picture library when the first picture needs it, so that a start without pictures is quick. It works on one
 * thread and keeps no cache: a full-size photo takes some hundred megabytes, and the bot shares a small machine.
 *
 * Throws `media-library-missing` where the library does not run on this machine.
 */
export async function loadSharp(): Promise<Sharp> {
  try {
    const { default: sharp } = await import('sharp');
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  } catch (error) {
    throw new Fault(
      'media-library-missing',
      `the picture library does not run here (${reasonOf(error)}); run npm install on this machine`,
      { cause: error },
    );
  }
}

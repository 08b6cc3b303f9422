import type { DecodeSilk } from './transcribe.js';

/**
 * Decodes SILK with a WebAssembly build of the codec, loaded at the first voice. A minute takes about a third of a second, and nothing
 * else happens meanwhile; each call has a memory of its own, so that a broken file harms nobody after it.
 */
export const decodeSilkWithWasm: DecodeSilk = async (bytes, sampleRate) => {
  const { decode } = await import('silk-wasm');
  return (await decode(bytes, sampleRate)).data;
};

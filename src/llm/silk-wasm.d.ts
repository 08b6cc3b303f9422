/** The part of the codec that is used, as its own declarations say it. */
declare module 'silk-wasm' {
  /** Signed 16-bit samples of one channel, and how long they play in milliseconds. */
  export function decode(
    input: ArrayBufferView | ArrayBuffer,
    sampleRate: number,
  ): Promise<{ data: Uint8Array; duration: number }>;
}

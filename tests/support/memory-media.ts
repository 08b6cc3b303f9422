import type { Media, MediaStore } from '../../src/store/media-store.js';

/** Files in memory; bytes are copied in and out. Give the same map again to play a process that starts again. */
export function memoryMedia(files: Map<string, Media> = new Map()): MediaStore {
  return {
    async put(id, { bytes, type }) {
      files.set(id, { bytes: bytes.slice(), type });
    },
    async get(id) {
      const kept = files.get(id);
      return kept && { bytes: kept.bytes.slice(), type: kept.type };
    },
    async remove(id) {
      files.delete(id);
    },
  };
}

import { reasonOf } from '../base/fault.js';
import type { MediaId } from '../base/ids.js';
import type { Heard } from '../intake/journal.js';
import { preparePhoto } from '../media/photo.js';
import type { House } from './house.js';

/** Puts the photo aside in its shrunken form; one that cannot be read is a fault to tell, not to fail on. */
export async function keepPhoto(
  house: House,
  messageId: string,
  read: () => Promise<Uint8Array>,
): Promise<Pick<Heard, 'mediaId' | 'photoFault'>> {
  try {
    const prepared = await preparePhoto(await read());
    if ('unusable' in prepared) return { photoFault: prepared.unusable };
    const mediaId: MediaId = `photo-${messageId.replace(/[^A-Za-z0-9_-]/g, '-')}`;
    await house.media.put(mediaId, { bytes: prepared.bytes, type: 'image/jpeg' });
    await house.tickets.photos.note(mediaId, prepared.fingerprint);
    return { mediaId };
  } catch (error) {
    house.log.warn({ messageId, reason: reasonOf(error) }, 'a photo could not be read');
    return { photoFault: 'unreadable' };
  }
}

/** Removes a photo with what it looked like, unless it became part of a ticket or a deed. */
export async function forgetPhoto(house: House, mediaId: MediaId): Promise<void> {
  if ((await house.tickets.holdsPhoto(mediaId)) || (await house.deeds.holdsPhoto(mediaId))) return;
  await house.media.remove(mediaId);
  await house.tickets.photos.forget(mediaId);
}

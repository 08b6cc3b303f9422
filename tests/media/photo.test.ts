import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { fingerprintDistance } from '../../src/media/fingerprint.js';
import { photoLimits, preparePhoto, type Photo } from '../../src/media/photo.js';

/** A scene with shapes large enough to be recognised, different for every number. */
function scene(which: number, width = 1200, height = 900): Promise<Buffer> {
  const shapes = Array.from({ length: 9 }, (_, at) => {
    const turn = (which * 37 + at * 53) % 100;
    const grey = (which * 71 + at * 29) % 256;
    return `<ellipse cx="${(turn * 7 + at * 13) % 100}%" cy="${(turn * 3 + at * 31) % 100}%" rx="${8 + (turn % 14)}%" ry="${6 + (turn % 17)}%" fill="rgb(${grey},${grey},${255 - grey})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#777"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toBuffer();
}

async function usable(bytes: Uint8Array): Promise<Photo> {
  const outcome = await preparePhoto(bytes);
  if ('unusable' in outcome) throw new Error(`${outcome.unusable}: ${outcome.reason}`);
  return outcome;
}

async function whyNot(bytes: Uint8Array, limits = photoLimits): Promise<string> {
  const outcome = await preparePhoto(bytes, limits);
  return 'unusable' in outcome ? outcome.unusable : 'usable';
}

test('a photo taken with the phone held upright is kept upright and at most 1600 pixels large', async () => {
  // White above, black below, stored lying on its side as a camera does.
  const upright = await sharp({ create: { width: 1000, height: 1000, channels: 3, background: 'white' } })
    .extend({ bottom: 1000, background: 'black' })
    .toBuffer({ resolveWithObject: true })
    .then(({ data, info }) =>
      sharp(data, { raw: info }).rotate(270).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    );
  expect(await sharp(upright).metadata()).toMatchObject({ width: 2000, height: 1000, orientation: 6 });
  const photo = await usable(upright);
  expect(photo).toMatchObject({ width: 800, height: 1600, type: 'image/jpeg' });
  const { data, info } = await sharp(photo.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  const greyAt = (x: number, y: number) => data[(y * info.width + x) * info.channels]!;
  expect(greyAt(400, 100)).toBeGreaterThan(200);
  expect(greyAt(400, 1500)).toBeLessThan(50);
});

test('where and with what a photo was taken is not kept', async () => {
  const withPlace = await sharp(await scene(1))
    .withExif({
      IFD0: { Make: 'SecretPhone', Artist: '张三' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 4242/100', GPSLongitude: '120/1 9/1 0/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretXmp</x:xmpmeta>')
    .toBuffer();
  expect((await sharp(withPlace).metadata()).exif).toBeDefined();
  expect(withPlace.includes('SecretPhone')).toBe(true);
  const { bytes } = await usable(withPlace);
  const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata();
  expect([exif, xmp, iptc, icc, orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  for (const secret of ['SecretPhone', 'SecretXmp', 'Exif', '张三']) {
    expect(Buffer.from(bytes).includes(secret)).toBe(false);
  }
});

test('a small photo is not blown up', async () => {
  expect(await usable(await scene(2, 320, 200))).toMatchObject({ width: 320, height: 200 });
});

test('pictures of all usual kinds become JPEG, what is transparent becomes white', async () => {
  const picture = sharp({
    create: { width: 60, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  });
  const kinds = [
    picture.png(),
    picture.webp(),
    picture.gif(),
    picture.avif(),
    picture.tiff({ compression: 'lzw' }),
  ];
  for (const kind of kinds) {
    const photo = await usable(await kind.toBuffer());
    const { data } = await sharp(photo.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(250);
    expect((await sharp(photo.bytes).metadata()).format).toBe('jpeg');
  }
});

test('a photo cut off on its way and things that are no photo are unreadable', async () => {
  const whole = await scene(3);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  const strange = [
    whole.subarray(0, whole.length / 2),
    whole.subarray(0, 20),
    Buffer.concat([whole.subarray(0, 300), Buffer.alloc(3_000, 7)]),
    Buffer.from('这不是照片'.repeat(50)),
    Buffer.from(svg),
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    Buffer.alloc(0),
  ];
  for (const bytes of strange) expect(await whyNot(bytes)).toBe('unreadable');
});

test('a file of more than 20 megabytes is refused without being opened', async () => {
  const photo = await scene(4);
  const padded = Buffer.concat([photo, Buffer.alloc(20 * 1024 * 1024 + 1 - photo.length)]);
  expect(await whyNot(padded)).toBe('too-large');
  expect(await whyNot(padded.subarray(0, -1))).toBe('usable');
});

test('a picture of 60 megapixels is refused, however small its file is', async () => {
  const huge = await sharp({ create: { width: 10_000, height: 6_000, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  expect(huge.length).toBeLessThan(1024 * 1024);
  expect(await whyNot(huge)).toBe('too-many-pixels');
  const small = await scene(5, 100, 100);
  expect(await whyNot(small, { ...photoLimits, pixels: 10_000 })).toBe('usable');
  expect(await whyNot(small, { ...photoLimits, pixels: 9_999 })).toBe('too-many-pixels');
});

test('the same photo sent again, smaller or compressed anew, is recognised', async () => {
  for (const which of [6, 7, 8]) {
    const original = await scene(which);
    const { fingerprint } = await usable(original);
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
    const again = [
      original,
      await sharp(original).resize(480).jpeg({ quality: 60 }).toBuffer(),
      await sharp(original).jpeg({ quality: 35 }).toBuffer(),
      await sharp(original).webp({ quality: 60 }).toBuffer(),
      await sharp(original).modulate({ brightness: 1.08 }).jpeg().toBuffer(),
    ];
    for (const bytes of again) {
      expect(fingerprintDistance((await usable(bytes)).fingerprint, fingerprint)).toBeLessThanOrEqual(6);
    }
  }
});

test('photos of different things are told apart', async () => {
  const prints: string[] = [];
  for (const which of [6, 7, 8, 9, 10]) prints.push((await usable(await scene(which))).fingerprint);
  const turned = await usable(
    await sharp(await scene(6))
      .flop()
      .toBuffer(),
  );
  prints.push(turned.fingerprint);
  for (const [at, one] of prints.entries()) {
    for (const other of prints.slice(at + 1)) expect(fingerprintDistance(one, other)).toBeGreaterThan(15);
  }
});

test('the distance counts the differing bits', () => {
  expect(fingerprintDistance('0000000000000000', '0000000000000000')).toBe(0);
  expect(fingerprintDistance('ffffffffffffffff', '0000000000000000')).toBe(64);
  expect(fingerprintDistance('8000000000000001', '0000000000000003')).toBe(2);
});

test('photos that come together are worked on one at a time, and a bad one holds up nobody', async () => {
  const good = await scene(11, 2400, 1800);
  const finished: string[] = [];
  const most = { working: 0 };
  const watch = () => {
    const { process: working, queue: waiting } = sharp.counters();
    most.working = Math.max(most.working, working + waiting);
  };
  sharp.queue.on('change', watch);
  const came = [good, Buffer.from('bad'), good.subarray(0, 5_000), good, good].map(async (bytes, at) => {
    const outcome = await preparePhoto(bytes);
    finished.push(`${at} ${'unusable' in outcome ? outcome.unusable : 'kept'}`);
  });
  await Promise.all(came);
  sharp.queue.off('change', watch);
  expect(finished).toEqual(['0 kept', '1 unreadable', '2 unreadable', '3 kept', '4 kept']);
  expect(most.working).toBe(1);
});

test('the picture library is loaded when the first picture comes, not before', () => {
  const photo = pathToFileURL(path.join(import.meta.dirname, '../../src/media/photo.ts')).href;
  const program = `
    const isLoaded = () => process.report.getReport().sharedObjects.some(file => file.includes('sharp'));
    const { preparePhoto } = await import('${photo}');
    const before = isLoaded();
    await preparePhoto(Buffer.from('GIF8'));
    console.log(before, isLoaded());`;
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
  expect(said.toString().trim()).toBe('false true');
});

import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { preparePhoto } from '../../src/media/photo.js';
import { PhotoBook } from '../../src/tickets/photo-book.js';
import { TicketStore } from '../../src/tickets/ticket-store.js';
import { Reads } from '../support/counted-reads.js';
import { memoryStore } from '../support/memory-store.js';
import { ticketIn } from './a-ticket.js';

/** A street corner of random blocks: the same seed is the same corner. */
function corner(seed: number, width = 900, quality = 90): Promise<Uint8Array> {
  let state = seed;
  const blocks = Array.from({ length: 12 * 9 * 3 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
  const small = sharp(Uint8Array.from(blocks), { raw: { width: 12, height: 9, channels: 3 } });
  return small.resize(width).jpeg({ quality }).toBuffer();
}

async function fingerprint(picture: Uint8Array): Promise<string> {
  const photo = await preparePhoto(picture);
  if ('unusable' in photo) throw new Error(photo.reason);
  return photo.fingerprint;
}

async function bookWith(pictures: Readonly<Record<string, Uint8Array>>): Promise<PhotoBook> {
  const book = await PhotoBook.open(memoryStore());
  for (const [id, picture] of Object.entries(pictures)) await book.note(id, await fingerprint(picture));
  return book;
}

describe('the same photo again', () => {
  test('is found when it was sent smaller and compressed anew, and another corner is not', async () => {
    const book = await bookWith({ p1: await corner(7), p2: await corner(7, 500, 55), p3: await corner(8) });
    await book.keep('t1', ['p1']);
    await book.keep('t2', ['p2']);
    await book.keep('t3', ['p3']);
    expect(await book.ticketsWithSamePhoto('p1')).toEqual(['t2']);
    expect(await book.ticketsWithSamePhoto('p2')).toEqual(['t1']);
    expect(await book.ticketsWithSamePhoto('p3')).toEqual([]);
  });

  test('within one ticket, or in no ticket, says nothing', async () => {
    const book = await bookWith({ p1: await corner(7), p2: await corner(7, 500), p3: await corner(7, 700) });
    await book.keep('t1', ['p1', 'p2']);
    expect(await book.ticketsWithSamePhoto('p1')).toEqual([]);
  });

  test('is not claimed of pictures without light and shade', async () => {
    const plain = { create: { width: 300, height: 200, channels: 3, background: 'grey' } } as const;
    const dark = await sharp(plain).jpeg().toBuffer();
    const book = await bookWith({ p1: dark, p2: dark });
    await book.keep('t1', ['p1']);
    await book.keep('t2', ['p2']);
    expect(await book.ticketsWithSamePhoto('p1')).toEqual([]);
  });
});

const hex = (bits: bigint): string => bits.toString(16).padStart(16, '0');

describe('among many photos', () => {
  const many = 1_500;
  const dice = fc.sample(fc.noBias(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), { numRuns: many, seed: 7 });

  async function crowd(): Promise<{ book: PhotoBook; reads: Reads }> {
    const reads = new Reads();
    const book = await PhotoBook.open(reads.over(memoryStore()));
    for (const [at, bits] of dice.entries()) {
      await book.note(`p${at}`, hex(bits));
      await book.keep(`t${at}`, [`p${at}`]);
    }
    return { book, reads };
  }

  test('hardly one is read besides the photo itself', async () => {
    const { book, reads } = await crowd();
    const before = reads.documents;
    for (let at = 0; at < 20; at += 1) await book.ticketsWithSamePhoto(`p${at}`);
    expect(reads.documents - before).toBeLessThan(20 * 10);
  });

  test('one that differs in up to seven bits is always found', async () => {
    const { book } = await crowd();
    const seven = fc.uniqueArray(fc.nat(63), { minLength: 0, maxLength: 7 });
    const flips = fc.sample(seven, { numRuns: 40, seed: 7 });
    for (const [at, bits] of flips.entries()) {
      const changed = bits.reduce((all, bit) => all ^ (1n << BigInt(bit)), dice[at] ?? 0n);
      await book.note(`like-${at}`, hex(changed));
      expect([bits, await book.ticketsWithSamePhoto(`like-${at}`)]).toEqual([bits, [`t${at}`]]);
    }
  });
});

test('what a photo looked like is forgotten with it, unless a ticket holds it', async () => {
  const book = await bookWith({ p1: await corner(7), p2: await corner(7), p3: await corner(7) });
  await book.keep('t2', ['p2']);
  await book.keep('t3', ['p3']);
  await book.forget('p1');
  await book.forget('p2');
  expect(await book.ticketsWithSamePhoto('p1')).toEqual([]);
  expect(await book.ticketsWithSamePhoto('p3')).toEqual(['t2']);
});

test('a ticket that is opened with a photo keeps its fingerprint over a restart', async () => {
  const disk = new Map();
  const tickets = await TicketStore.open(memoryStore(disk));
  for (const id of ['p1', 'p2']) await tickets.photos.note(id, await fingerprint(await corner(7)));
  await tickets.open(ticketIn('offered', { id: 't1', origin: 'a', mediaIds: ['p1'] }));
  await tickets.open(ticketIn('offered', { id: 't2', origin: 'b', mediaIds: ['p2'] }));
  const again = await TicketStore.open(memoryStore(disk));
  expect(await again.photos.ticketsWithSamePhoto('p2')).toEqual(['t1']);
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/base/clock.js';
import { Drafts, photosOf, textOf, usualJoin } from '../../src/intake/drafts.js';
import { memoryStore } from '../support/memory-store.js';
import { heardBy } from './heard.js';

let drafts: Drafts;

beforeEach(async () => {
  drafts = await Drafts.open(memoryStore());
});

function say(messageId: string, at: number, text: string, more: { mediaId?: string; from?: string } = {}) {
  const { from = 'xiaotang', mediaId } = more;
  const heard = heardBy(from, { messageId, at, text, ...(mediaId === undefined ? {} : { mediaId }) });
  return drafts.join(heard, at);
}

describe('what a person says in pieces', () => {
  test('is joined in the order in which it was said', async () => {
    await say('m1', 0, '楼道灯');
    await say('m2', 2 * SECOND, '坏了');
    const draft = await say('m3', 4 * SECOND, '三楼');
    expect(textOf(draft)).toBe('楼道灯，坏了，三楼');
    expect(draft.readyAt).toBe(4 * SECOND + usualJoin.quietMs);
  });

  test('is finished after a silence, not before', async () => {
    await say('m1', 0, '楼道灯坏了');
    expect(await drafts.ready(usualJoin.quietMs - 1)).toEqual([]);
    expect(await drafts.ready(usualJoin.quietMs)).toHaveLength(1);
    expect(await drafts.nextReadyAt()).toBe(usualJoin.quietMs);
  });

  test('is answered in the end, however long somebody goes on', async () => {
    let readyAt = 0;
    for (let at = 0; at <= 60 * SECOND; at += 5 * SECOND) {
      const draft = await say(`m${at}`, at, '还有');
      readyAt = draft.readyAt;
      expect(readyAt).toBeGreaterThanOrEqual(at);
      expect(readyAt).toBeLessThanOrEqual(Math.max(at, usualJoin.mostMs));
    }
    expect(readyAt).toBe(60 * SECOND);
  });

  test('is not mixed with what a neighbour says, or with what was said elsewhere', async () => {
    await say('m1', 0, '灯坏了');
    const other = await say('m2', 0, '吃了吗', { from: 'laoxu' });
    const elsewhere = await drafts.join(
      heardBy('xiaotang', {
        messageId: 'm3',
        text: '在吗',
        conversation: { kind: 'direct', contactId: 'xiaotang' },
      }),
      0,
    );
    expect([textOf(other), textOf(elsewhere)]).toEqual(['吃了吗', '在吗']);
    expect(await drafts.withWords()).toHaveLength(3);
  });

  test('counts once when the network delivers it twice', async () => {
    await say('m1', 0, '灯坏了');
    const draft = await say('m1', 3 * SECOND, '灯坏了');
    expect(draft.fragments).toHaveLength(1);
    expect(draft.readyAt).toBe(usualJoin.quietMs);
  });

  test('is all there when pieces arrive at the same moment', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, at) => say(`m${at}`, 0, `第${at}句`)));
    const [draft] = await drafts.ready(MINUTE);
    expect(draft?.fragments.map(fragment => fragment.messageId).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, at) => `m${at}`).toSorted(),
    );
  });

  test('is for the bot once one piece called it', async () => {
    await drafts.join(heardBy('xiaotang', { messageId: 'm1', text: '在吗', mentionsBot: true }), 0);
    expect((await say('m2', SECOND, '灯坏了')).mentionsBot).toBe(true);
  });
});

describe('a photo', () => {
  test('waits for its sentence, and the sentence ends the waiting', async () => {
    const alone = await say('m1', 0, '', { mediaId: 'p1' });
    expect(alone.readyAt).toBe(usualJoin.photoMs);
    const together = await say('m2', MINUTE, '灯坏了');
    expect(photosOf(together)).toEqual(['p1']);
    expect(together.readyAt).toBe(MINUTE + usualJoin.quietMs);
  });

  test('sent just before a word goes with the word', async () => {
    await say('m1', 0, '', { mediaId: 'p1' });
    await say('m2', 0, '', { mediaId: 'p2' });
    expect(await drafts.takePhotos(heardBy('xiaotang', { messageId: 'm3', text: '办结' }))).toEqual([
      'p1',
      'p2',
    ]);
    expect(await drafts.nextReadyAt()).toBeUndefined();
  });

  test('that has its sentence stays with the sentence', async () => {
    await say('m1', 0, '灯坏了', { mediaId: 'p1' });
    expect(await drafts.takePhotos(heardBy('xiaotang', { messageId: 'm2', text: '进度' }))).toEqual([]);
    expect(await drafts.withWords()).toHaveLength(1);
  });
});

describe('a recalled message', () => {
  test('is taken out, and the rest stays', async () => {
    await say('m1', 0, '灯坏了');
    await say('m2', 0, '说错了');
    expect(await drafts.takeBack(heardBy('xiaotang', { messageId: 'm2' }))).toBe(true);
    const [draft] = await drafts.ready(MINUTE);
    expect(draft && textOf(draft)).toBe('灯坏了');
  });

  test('that was all there was leaves nothing', async () => {
    await say('m1', 0, '灯坏了');
    expect(await drafts.takeBack(heardBy('xiaotang', { messageId: 'm1' }))).toBe(true);
    expect(await drafts.nextReadyAt()).toBeUndefined();
  });

  test('that is not there changes nothing', async () => {
    await say('m1', 0, '灯坏了');
    expect(await drafts.takeBack(heardBy('xiaotang', { messageId: 'm9' }))).toBe(false);
    expect(await drafts.takeBack(heardBy('laoxu', { messageId: 'm1' }))).toBe(false);
    expect(await drafts.withWords()).toHaveLength(1);
  });

  test('goes even while another piece arrives', async () => {
    await say('m1', 0, '灯坏了');
    await Promise.all([drafts.takeBack(heardBy('xiaotang', { messageId: 'm1' })), say('m2', 0, '三楼')]);
    const [draft] = await drafts.ready(MINUTE);
    expect(draft && textOf(draft)).toBe('三楼');
  });
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { drawBoard } from '../../src/media/picture-board.js';
import { percent } from '../../src/media/picture-charts.js';
import { drawHonours } from '../../src/media/picture-honours.js';
import { drawable, fitted, fontOf, widthOf, wrapped } from '../../src/media/picture-letters.js';
import { PICTURE_WIDTH } from '../../src/media/picture-paper.js';
import { pngOf } from '../../src/media/picture-png.js';
import { drawReport } from '../../src/media/picture-report.js';
import { drawTask } from '../../src/media/picture-task.js';
import { boardOf, honoursOf, reportOf, taskOf, type Filling } from './picture-samples.js';

const usual: Filling = { words: '金桂苑6栋的路灯', number: 128, share: 0.62, count: 7 };

const pictures = {
  report: (filling: Filling) => drawReport(reportOf(filling)),
  honours: (filling: Filling) => drawHonours(honoursOf(filling)),
  task: (filling: Filling) => drawTask(taskOf(filling)),
  board: (filling: Filling) => drawBoard(boardOf(filling)),
};

interface Extent {
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
}

/** Where every text of the drawing begins and ends, in pixels. */
function extentsOf(svg: string): Extent[] {
  const texts = svg.matchAll(/translate\((\S+) (\S+)\) scale\((\S+)\)">(.*?)<\/g>/g);
  return [...texts].map(([, x, y, scale, letters = '']) => {
    const last = [...letters.matchAll(/href="#([rb])(\d+)" x="(\d+)"/g)].at(-1);
    const font = fontOf(last?.[1] === 'b' ? 'bold' : 'regular');
    const end = Number(last?.[3]) + font.widthOf(Number(last?.[2]));
    const left = Number(x);
    return { left, right: left + end * Number(scale), baseline: Number(y) };
  });
}

function heightOf(svg: string): number {
  return Number(/height="(\d+)"/.exec(svg)?.[1]);
}

/** Short and endless, of words and of one piece, with picture signs and letters nobody has a font for. */
const words = fc.oneof(
  fc.string({
    unit: fc.constantFrom('金', '桂', '6', 'W', '（', '”', '。', ' ', '🌸', '𠮷', 'i', '-'),
    maxLength: 120,
  }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', '网格员小陈', 'x'.repeat(300), '古丽扎尔·买买提江·阿不都热合曼', '8'.repeat(80)),
);

const filling: fc.Arbitrary<Filling> = fc.record({
  words,
  number: fc.oneof(fc.nat(200), fc.integer({ min: 0, max: 2_000_000_000 })),
  share: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })),
  count: fc.integer({ min: 0, max: 31 }),
});

describe.each(Object.entries(pictures))('the %s picture', (_name, draw) => {
  test('nothing in it sticks out, whatever the names and the numbers are', () => {
    fc.assert(
      fc.property(filling, given => {
        const svg = draw(given);
        for (const { left, right, baseline } of extentsOf(svg)) {
          expect(left).toBeGreaterThanOrEqual(48);
          expect(right).toBeLessThanOrEqual(PICTURE_WIDTH - 48);
          expect(baseline).toBeLessThan(heightOf(svg));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('every letter in it is one that the shipped font has', () => {
    fc.assert(
      fc.property(filling, given => {
        expect(draw(given)).not.toMatch(/href="#[rb]0"|<text|font-family|NaN|undefined/);
      }),
      { numRuns: 20 },
    );
  });

  test('it is a picture as wide as a phone shows', async () => {
    const { width, format } = await sharp(await pngOf(draw(usual))).metadata();
    expect({ width, format }).toEqual({ width: PICTURE_WIDTH, format: 'png' });
  });
});

test('a machine without any font makes the same picture, to the last dot', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'qunliban-fontless-'));
  try {
    await writeFile(path.join(folder, 'fonts.conf'), '<?xml version="1.0"?><fontconfig></fontconfig>');
    const svg = path.join(folder, 'picture.svg');
    await writeFile(svg, pictures.board(usual));
    const script = `
      const { default: sharp } = await import('sharp');
      const { createHash } = await import('node:crypto');
      const bytes = await sharp(process.argv[1]).flatten().raw().toBuffer();
      process.stdout.write(createHash('sha256').update(bytes).digest('hex'));`;
    const hash = execFileSync(process.execPath, ['--input-type=module', '-e', script, svg], {
      env: { PATH: process.env['PATH'], HOME: folder, FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
    });
    const here = await sharp(await pngOf(pictures.board(usual)))
      .flatten()
      .raw()
      .toBuffer();
    expect(hash.toString()).toBe(createHash('sha256').update(here).digest('hex'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe('letters', () => {
  test('a flower in a nickname is left out, a rare character becomes 〓, line breaks become spaces', () => {
    expect(drawable('小棠🌸 👨‍👩‍👧')).toBe('小棠');
    expect(drawable('𠮷先生')).toBe('〓先生');
    expect(drawable('一行\n另一行')).toBe('一行 另一行');
  });

  test('an ideograph is as wide as it is high, and the widths of letters add up', () => {
    expect(widthOf('网格', { size: 40 })).toBeCloseTo(80);
    expect(widthOf('网W', { size: 40 })).toBeCloseTo(40 + widthOf('W', { size: 40 }));
  });

  test('what is too long ends in an ellipsis and has room', () => {
    const cut = fitted('金桂苑第一网格', 200, { size: 40 });
    expect(cut).toMatch(/^金桂.*…$/);
    expect(widthOf(cut, { size: 40 })).toBeLessThanOrEqual(200);
    expect(fitted('金桂苑', 200, { size: 40 })).toBe('金桂苑');
  });

  test('no line begins with a comma or tears a number apart', () => {
    const lines = wrapped('路灯坏了三天了，单号 WG-20261121-0007，请看。', 10 * 40, { size: 40 }, 9);
    expect(lines.join('')).toContain('WG-20261121-0007');
    for (const line of lines) expect(line).not.toMatch(/^[，。]/);
    expect(lines.some(line => line.includes('WG-20261121-0007'))).toBe(true);
  });
});

test('a share is never rounded up to the whole', () => {
  expect([percent(0.62), percent(1), percent(0.999), percent(0)]).toEqual(['62%', '100%', '99.9%', '0%']);
});

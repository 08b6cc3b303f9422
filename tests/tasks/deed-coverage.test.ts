import { describe, expect, test } from '@jest/globals';
import {
  coverageOf,
  coverageWithin,
  halfYearOf,
  householdKey,
  unitOfHousehold,
} from '../../src/tasks/coverage.js';
import type { Deed } from '../../src/tasks/deed.js';
import { demoBook } from '../support/demo.js';

const noon = Date.parse('2026-11-23T12:00:00+08:00');
const DAY = 86_400_000;

function visit(household: string | undefined, more: Partial<Deed> = {}): Deed {
  return {
    id: `${household}-${more.at ?? noon}-${Math.random()}`,
    kind: 'visit',
    personId: 'w-zhou',
    gridId: 'liuyuan-1',
    unitId: 'lyl-7',
    at: noon,
    place: '7栋',
    text: '',
    mediaIds: [],
    hasLocation: false,
    isComplete: true,
    ...(household === undefined ? {} : { household }),
    ...more,
  };
}

describe('how many households were visited in the half-year', () => {
  const visits = [
    visit('lyl-7|2-301'),
    visit('lyl-7|2-301', { at: noon + DAY }),
    visit('lyl-7|2-302'),
    visit('lyl-7|2-303', { isComplete: false }),
    visit('lyl-9|1-101'),
    visit(undefined),
    visit('lyl-7|2-304', { kind: 'patrol' }),
    visit('jgy-6|1-101'),
  ];

  test('counts each once, those where somebody opened, and only in the unit', () => {
    expect(coverageOf('lyl-7', visits, demoBook)).toEqual({
      unitId: 'lyl-7',
      part: 2,
      whole: 56,
      share: 2 / 56,
    });
    expect(coverageOf('liuyuan-1', visits, demoBook)).toMatchObject({ part: 3, whole: 56 + 60 + 66 });
    expect(coverageOf('guihua', visits, demoBook)).toMatchObject({ part: 4 });
  });

  test('counts twice where two visits are due, on two days', () => {
    expect(coverageOf('lyl-7', visits, demoBook, 2)).toMatchObject({ part: 1 });
    const sameDay = [visit('lyl-7|2-301'), visit('lyl-7|2-301', { at: noon + 1 })];
    expect(coverageOf('lyl-7', sameDay, demoBook, 2)).toMatchObject({ part: 0 });
  });

  test('is given for the unit and all below it', () => {
    expect(coverageWithin('liuyuan-1', visits, demoBook).map(({ unitId, part }) => [unitId, part])).toEqual([
      ['liuyuan-1', 3],
      ['lyl-7', 2],
      ['lyl-9', 1],
      ['lyl-12', 0],
    ]);
  });

  test('is never more than there are, and has no share where nobody has counted', () => {
    const many = Array.from({ length: 70 }, (_, at) => visit(householdKey('lyl-7', `1-${100 + at}`)));
    expect(coverageOf('lyl-7', many, demoBook)).toMatchObject({ part: 56, share: 1 });
    expect(coverageOf('nowhere', visits, demoBook)).toMatchObject({ part: 0, whole: 0, share: null });
  });
});

test('the half-year turns at midnight in China', () => {
  const last = Date.parse('2026-06-30T23:59:59+08:00');
  expect(halfYearOf(last).name).toBe('2026年上半年');
  expect(halfYearOf(last + 1_000).name).toBe('2026年下半年');
  expect(halfYearOf(last).below).toBe(halfYearOf(last + 1_000).from);
  expect(halfYearOf(Date.parse('2026-12-31T23:59:59+08:00')).below).toBe(
    Date.parse('2027-01-01T00:00:00+08:00'),
  );
});

test('a household’s key names its unit', () => {
  expect(unitOfHousehold(householdKey('lyl-7', '2-301'))).toBe('lyl-7');
});

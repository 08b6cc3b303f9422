import { withoutGaps } from '../sheets/cell-text.js';
import type { UnitLevel } from './unit.js';

/** As people call the levels. */
export const levelNames: Readonly<Record<UnitLevel, string>> = {
  district: '区',
  street: '街道',
  community: '社区',
  grid: '网格',
  microgrid: '微网格',
};

/** From the top of the tower down. */
export const fromTheTop: readonly UnitLevel[] = ['district', 'street', 'community', 'grid', 'microgrid'];

export function levelAbove(level: UnitLevel): UnitLevel | undefined {
  return fromTheTop[fromTheTop.indexOf(level) - 1];
}

/** A unit's name as it is kept and compared: no spaces within, brackets of one kind. */
export function unitName(text: string): string {
  return withoutGaps(text).replaceAll('(', '（').replaceAll(')', '）');
}

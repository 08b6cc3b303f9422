import type { UnitLevel } from './unit.js';

/** A cell of a row that names a unit; '' where nothing is written. */
export interface LevelCell {
  readonly level: UnitLevel;
  readonly text: string;
  /** False when the list has no such column. */
  readonly hasColumn: boolean;
}

/**
 * The names of a row by level. Lists leave a cell empty where it would say the same as the row above: such a cell is filled from
 * there, but only above the lowest unit that the row names, and only as long as nothing higher has changed.
 *
 * @param cells from the top of the tower down to the lowest unit of the row
 */
export function filledDown(
  cells: readonly LevelCell[],
  before: ReadonlyMap<UnitLevel, string>,
): Map<UnitLevel, string> {
  const names = new Map<UnitLevel, string>();
  let isSame = true;
  for (const { level, text, hasColumn } of cells) {
    const name = text === '' && isSame && hasColumn ? (before.get(level) ?? '') : text;
    if (text !== '' && before.get(level) !== text) isSame = false;
    if (name !== '') names.set(level, name);
  }
  return names;
}

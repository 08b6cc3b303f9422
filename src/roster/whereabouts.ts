import type { UnitId } from '../base/ids.js';

/** Where the matter is: a unit of the roster, and the words for the rest of the way. */
export interface Whereabouts {
  readonly unitId: UnitId;
  /** Safe to say in a group: without room number. '' when nothing was said beyond the unit. */
  readonly place: string;
  /** With the room number; only for those who handle it. */
  readonly privatePlace?: string;
}

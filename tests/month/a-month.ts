import type { Showing } from '../../src/insight/ledger-sheets.js';
import type { Stretch } from './counted.js';
import type { Lived } from './live.js';
import type { Raw } from './raw.js';

/** What was lived through, and what is left of it: to be counted in two ways. */
export interface Month {
  readonly lived: Lived;
  readonly raw: Raw;
  readonly showing: Showing;
  /** Its days without the morning after. */
  readonly span: Stretch;
  readonly days: number;
  /** The last of them. */
  readonly last: string;
}

/** The unit in which everything lies. */
export const ALL = 'qinghe';

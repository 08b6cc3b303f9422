import type { PersonId, UnitId } from '../base/ids.js';
import type { Level } from '../roster/unit.js';
import type { TicketState } from '../tickets/ticket.js';

/** How things are called when books are shown to people; '' where nothing is known. */
export interface Names {
  unit(id: UnitId): string;
  person(id: PersonId | null | undefined): string;
  item(code: string): string;
  category(code: string): string;
  state(state: TicketState): string;
  level(level: Level): string;
}

import type { PersonId, UnitId } from '../base/ids.js';

/** The tower, from the ground up. `department` stands beside it: it has the power to act, not a place. */
export const levels = ['microgrid', 'grid', 'community', 'street', 'district', 'department'] as const;
export type Level = (typeof levels)[number];

/** Levels that are units of the tower. */
export type UnitLevel = Exclude<Level, 'department'>;

/** One unit of the tower. */
export interface Unit {
  readonly id: UnitId;
  readonly level: UnitLevel;
  /** As people call it: 桂花街道, 金桂社区, 金桂第一网格, 金桂苑6栋. */
  readonly name: string;
  readonly parentId: UnitId | null;
  /** What staff post in a group to bind it to this unit. */
  readonly bindCode: string;
  /** For a micro-grid: the estate or street it belongs to, e.g. 金桂苑. */
  readonly estate?: string;
  /** For a micro-grid: its buildings in normalised form, e.g. 6栋. */
  readonly buildings?: readonly string[];
  /** Households, for a micro-grid or grid. */
  readonly households?: number;
}

export const roles = [
  'resident',
  'microgrid-volunteer',
  'grid-worker',
  'grid-leader',
  'specialist',
  'operator',
  'department',
] as const;
export type RoleName = (typeof roles)[number];

/** A role somebody holds at a unit; people may hold several. */
export interface Role {
  readonly role: RoleName;
  readonly unitId: UnitId;
  /** For `department` and `specialist`: which one. */
  readonly department?: string;
}

/** Somebody the bot knows. Residents become known when they first report, support or ask about a ticket. */
export interface Person {
  readonly id: PersonId;
  /** As shown in chats. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** `account|contactId`, by which the network names them; unique. */
  readonly contactKey: string;
  /** Who comes first among those with the same role; lower is earlier. Absent: after the others. */
  readonly rank?: number;
}

export type RoomKind = 'building' | 'microgrid' | 'workers' | 'community' | 'command';

/** A group bound to a unit. The id is the network's; the topic is for people only. */
export interface Room {
  /** `account|roomId`. */
  readonly id: string;
  readonly roomId: string;
  readonly kind: RoomKind;
  readonly unitId: UnitId;
  readonly topic: string;
}

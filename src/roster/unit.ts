import type { Moment } from '../base/clock.js';
import type { MessageId, PersonId, UnitId } from '../base/ids.js';

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
  /** Households, where they are known for the unit itself; see RosterBook.householdsOf for the units below. */
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

/** Somebody's leave, from the first moment to the last (half-open), and who stands in meanwhile. */
export interface Away {
  readonly from: Moment;
  readonly until: Moment;
  readonly standInId?: PersonId;
  /** The deed that noted it. */
  readonly deedId: string;
  /** When it ended before its time, by coming back early or by a refusal, and the message that ended it. */
  readonly endedAt?: Moment;
  readonly endedBy?: MessageId;
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
  /** The latest leave they told of; over, under way or still to come. */
  readonly away?: Away;
  /** They turned out to be this person of an imported list, who was known by another contact before: see claim. */
  readonly turnedOutAs?: PersonId;
}

/**
 * Somebody in a list of people that staff imported: known by name until they show who they are, see
 * docs/decisions/0010-people-claim-their-names.md. No phone number is kept.
 */
export interface Appointment {
  /** Made from the number in the list, or from the name and the community. */
  readonly id: string;
  readonly name: string;
  /** Their number in the list (工号), where it has one. */
  readonly number?: string;
  /** What they are called in groups, where the list says so. */
  readonly nicknames: readonly string[];
  readonly roles: readonly Role[];
  /** As of a person. */
  readonly rank: number;
  /** Six digits; whoever says them with the name is taken for this person. A new one after every use. */
  readonly claimCode: string;
  /** Who they turned out to be; null until then. */
  readonly personId: PersonId | null;
  /** The message by which it was claimed last, and whether the name was enough or a code was said. */
  readonly claimedBy?: MessageId;
  readonly claimedHow?: 'code' | 'name';
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
  /** The network's id of the group that took its place: the unit's code was posted there since. Then it is bound no more. */
  readonly replacedBy?: string;
  /** Since when the account is not in the group any more; until it is back nothing is said or heard there. */
  readonly goneSince?: Moment;
}

import type { UnitId } from '../base/ids.js';
import * as words from '../words/import.js';
import type { BadRow, RowPlace } from './import-report.js';
import { fromTheTop, levelAbove, levelNames } from './level-names.js';
import type { RosterBook } from './roster-book.js';
import type { Unit, UnitLevel } from './unit.js';
import type { UnitRow } from './unit-rows.js';

/** One unit as the list has it; what the list does not say is left open. */
export interface TowerNode {
  readonly level: UnitLevel;
  readonly name: string;
  readonly parent: TowerNode | undefined;
  /** The unit of the roster that it is, if there is one: by its code, else by its name below the same unit. */
  existing: Unit | undefined;
  /** The first row that names it. */
  readonly seen: RowPlace;
  /** True when the list itself names it; false for what is only above. */
  isListed: boolean;
  code?: string;
  codeSeen?: RowPlace;
  estate?: string;
  readonly buildings: Set<string>;
  households?: number;
  /** What the rows said that describe it, to tell a repeated row from a further building. */
  readonly told: Map<string, RowPlace>;
}

type Found = { readonly node: TowerNode | undefined } | { readonly reason: string };

/** Puts the rows of a list together to one tower, on top of what the roster knows. */
export class UnitTower {
  readonly nodes: TowerNode[] = [];
  readonly bad: BadRow[] = [];
  readonly #byPath = new Map<string, TowerNode>();
  readonly #byName = new Map<string, TowerNode[]>();
  readonly #byCode = new Map<string, TowerNode>();

  constructor(private readonly book: RosterBook) {}

  /** Rows that name the upper levels first, whatever sheet they stand on: other sheets may rely on them. */
  static of(rows: readonly UnitRow[], book: RosterBook): UnitTower {
    const tower = new UnitTower(book);
    const ranked = rows.map(row => ({ row, rank: fromTheTop.findIndex(level => row.names.has(level)) }));
    for (const { row } of ranked.toSorted((a, b) => a.rank - b.rank)) tower.#add(row);
    return tower;
  }

  #add(row: UnitRow): void {
    const [[highest, name] = ['district', ''] as const] = row.names;
    const root = this.#parentOf(highest, name, row);
    if ('reason' in root) return this.#refuse(row, root.reason);
    let node = root.node;
    for (const [level, name] of row.names) {
      node = this.#node(level, name, node, row);
      const wrong = this.#takeCode(node, row.codes.get(level), row);
      if (wrong !== undefined) return this.#refuse(row, wrong);
    }
    const wrong = node && this.#describe(node, row);
    if (wrong !== undefined) this.#refuse(row, wrong);
  }

  #refuse({ sheet, row }: RowPlace, reason: string): void {
    this.bad.push({ sheet, row, reason });
  }

  /**
   * The unit above the highest that a row names; undefined node for none at the top of the tower. What is surest comes first: the
   * code, a known unit in a title, the same name in the roster, a name in a title, the same name elsewhere in the list.
   */
  #parentOf(level: UnitLevel, name: string, row: UnitRow): Found {
    const code = row.codes.get(level);
    const byCode = code === undefined ? undefined : this.book.unitByCode(code);
    if (byCode?.level === level) return { node: this.#nodeOf(byCode.parentId) };
    const above = levelAbove(level);
    if (above === undefined) return { node: undefined };
    const known = this.book.unitsOf(level).filter(unit => unit.name === name);
    const inList = (this.#byName.get(`${level}|${name}`) ?? []).map(node => node.parent);
    return (
      this.#headed(above, row, heading => this.#knownIn(heading, above)) ??
      only(
        known.map(unit => this.#nodeOf(unit.parentId)),
        above,
        name,
      ) ??
      this.#headed(above, row, heading => headingForms[above]?.exec(heading)?.[1]) ??
      only(inList, above, name) ??
      this.#onlyOne(above, name)
    );
  }

  /** The unit that stands in a title, in the sheet's name or in a line across the table; the nearest of them. */
  #headed(
    level: UnitLevel,
    row: UnitRow,
    nameIn: (heading: string) => string | undefined,
  ): Found | undefined {
    for (const heading of row.headings.toReversed()) {
      const meant = nameIn(heading);
      if (meant === undefined) continue;
      const parent = this.#parentOf(level, meant, { ...row, codes: new Map() });
      return 'reason' in parent ? parent : { node: this.#node(level, meant, parent.node, row) };
    }
    return undefined;
  }

  #knownIn(heading: string, level: UnitLevel): string | undefined {
    const names = [...this.book.unitsOf(level), ...this.nodes.filter(node => node.level === level)].map(
      ({ name }) => name,
    );
    return names.filter(known => heading.includes(known)).sort((a, b) => b.length - a.length)[0];
  }

  /** The only unit of the level there is, in the roster or in the list. */
  #onlyOne(level: UnitLevel, name: string): Found {
    const inList = this.nodes.filter(node => node.level === level);
    const known = this.book
      .unitsOf(level)
      .filter(unit => !inList.some(node => node.existing?.id === unit.id));
    const [only] = inList;
    if (inList.length === 1 && known.length === 0) return { node: only };
    const [unit] = known;
    if (inList.length === 0 && known.length === 1 && unit) return { node: this.#nodeOf(unit.id) };
    // A street may be the top of a tower that knows no district.
    if (level === 'district' && inList.length + known.length === 0) return { node: undefined };
    return { reason: words.whichAbove(levelNames[level], name) };
  }

  #node(level: UnitLevel, name: string, parent: TowerNode | undefined, row: UnitRow): TowerNode {
    const path = `${pathOf(parent)}/${name}`;
    const before = this.#byPath.get(path);
    if (before) {
      before.isListed = true;
      return before;
    }
    const code = row.codes.get(level);
    const byCode = code === undefined ? undefined : this.book.unitByCode(code);
    const siblings = parent?.existing || !parent ? this.book.childrenOf(parent?.existing?.id ?? null) : [];
    const byName = siblings.find(unit => unit.level === level && unit.name === name);
    const existing = byCode?.level === level ? byCode : byName;
    return this.#keep(path, {
      level,
      name,
      parent,
      existing,
      seen: row,
      isListed: true,
      buildings: new Set(),
      told: new Map(),
    });
  }

  /** A unit of the roster, as a node under which the list puts its own. */
  #nodeOf(id: UnitId | null): TowerNode | undefined {
    const existing = id === null ? undefined : this.book.unit(id);
    if (!existing) return undefined;
    const parent = this.#nodeOf(existing.parentId);
    const { level, name } = existing;
    const path = `${pathOf(parent)}/${name}`;
    const seen = { sheet: '', row: 0 };
    return (
      this.#byPath.get(path) ??
      this.#keep(path, {
        level,
        name,
        parent,
        existing,
        seen,
        isListed: false,
        buildings: new Set(),
        told: new Map(),
      })
    );
  }

  #keep(path: string, node: TowerNode): TowerNode {
    this.nodes.push(node);
    this.#byPath.set(path, node);
    const key = `${node.level}|${node.name}`;
    this.#byName.set(key, [...(this.#byName.get(key) ?? []), node]);
    return node;
  }

  /** @returns why the code cannot be this unit's */
  #takeCode(node: TowerNode, code: string | undefined, row: RowPlace): string | undefined {
    if (code === undefined) return undefined;
    const other = this.#byCode.get(code);
    if (other && other !== node)
      return words.codeTaken(code, other.name, words.rowNamed(other.seen.sheet, other.seen.row));
    if (node.code !== undefined && node.code !== code) {
      const { sheet, row: at } = node.codeSeen ?? node.seen;
      return words.otherCode(node.name, node.code, words.rowNamed(sheet, at));
    }
    const holder = this.book.unitByCode(code);
    if (holder && holder.level !== node.level)
      return words.codeOfOtherLevel(code, levelNames[holder.level], holder.name);
    if (node.code === undefined) node.codeSeen = row;
    node.code = code;
    // The code says more than the name, in whichever row it comes.
    if (holder) node.existing = holder;
    this.#byCode.set(code, node);
    return undefined;
  }

  /** What the row says of its lowest unit. @returns why it cannot be so */
  #describe(node: TowerNode, row: UnitRow): string | undefined {
    const told = [...row.buildings].join('、');
    const before = node.told.get(told);
    if (before) return words.twice(node.name, words.rowNamed(before.sheet, before.row));
    node.told.set(told, row);
    for (const building of row.buildings) node.buildings.add(building);
    if (row.estate !== undefined) node.estate ??= row.estate;
    if (row.households !== undefined) node.households = (node.households ?? 0) + row.households;
    return undefined;
  }
}

/** The one there is; a reason when they are several, undefined when there is none. */
function only(
  parents: readonly (TowerNode | undefined)[],
  level: UnitLevel,
  name: string,
): Found | undefined {
  const [first, ...others] = new Set(parents);
  if (others.length > 0) return { reason: words.whichAbove(levelNames[level], name) };
  return parents.length === 0 ? undefined : { node: first };
}

/** How a community or street is named in a title: 桂花街道金桂社区网格一览表. */
const headingForms: Partial<Record<UnitLevel, RegExp>> = {
  community: /(?<=^|[^\p{Script=Han}]|街道|镇|乡|年|月)(\p{Script=Han}{2,8}?(?:社区|村))/u,
  street: /(?<=^|[^\p{Script=Han}]|区|县|年|月)(\p{Script=Han}{2,8}?(?:街道|镇|乡))/u,
};

function pathOf(node: TowerNode | undefined): string {
  return node ? `${pathOf(node.parent)}/${node.name}` : '';
}

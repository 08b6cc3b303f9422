import type { UnitId } from '../base/ids.js';
import type { SheetRecords } from '../sheets/records.js';
import * as words from '../words/import.js';
import type { UnitColumn } from './import-columns.js';
import type { BadRow } from './import-report.js';
import { fromTheTop, levelNames } from './level-names.js';
import type { RosterBook } from './roster-book.js';
import { codeFor } from './unit-code.js';
import { readUnitRows } from './unit-rows.js';
import { UnitTower, type TowerNode } from './unit-tower.js';
import type { Unit } from './unit.js';

/** A unit that the list changes, and what of it. */
export interface ChangedUnit {
  readonly unit: Unit;
  /** 户数 60 → 64 */
  readonly what: readonly string[];
}

/** What importing a list of units would do. With bad rows nothing may be written. */
export interface UnitPlan {
  readonly bad: readonly BadRow[];
  /** Added and changed, from the top of the tower down. */
  readonly units: readonly Unit[];
  readonly added: readonly Unit[];
  readonly changed: readonly ChangedUnit[];
  readonly unchanged: number;
  /** Added units for which the list gives no code. */
  readonly uncoded: number;
  /** Units beside those of the list, below the same units, that it does not name. They stay as they are. */
  readonly vanished: readonly Unit[];
}

/** Compares a list of units with the roster. Pure: nothing is written, and the same list gives the same plan. */
export function planUnits(sheets: readonly SheetRecords<UnitColumn>[], book: RosterBook): UnitPlan {
  const { rows, bad } = readUnitRows(sheets);
  const tower = UnitTower.of(rows, book);
  const listed = tower.nodes
    .filter(node => node.isListed)
    .toSorted((a, b) => fromTheTop.indexOf(a.level) - fromTheTop.indexOf(b.level));
  const doubled = settleDoubles(listed);
  const written = asUnits(listed, tower.nodes, book);
  const added = written.filter(({ id }) => !book.unit(id));
  const changed = written.flatMap(unit => {
    const before = book.unit(unit.id);
    const what = before ? differences(before, unit, book) : [];
    return what.length === 0 ? [] : [{ unit, what }];
  });
  const isChanged = new Set(changed.map(({ unit }) => unit.id));
  return {
    bad: [...bad, ...tower.bad, ...doubled],
    units: written.filter(unit => isChanged.has(unit.id) || !book.unit(unit.id)),
    added,
    changed,
    unchanged: written.length - added.length - changed.length,
    uncoded: listed.filter(node => node.code === undefined && !node.existing).length,
    vanished: vanishedOf(listed, written, book),
  };
}

/** One unit of the roster cannot be two of the list: the one that has its code is it, the other one only has its old name. */
function settleDoubles(nodes: readonly TowerNode[]): BadRow[] {
  const owners = new Map<UnitId, TowerNode>();
  const bad: BadRow[] = [];
  for (const node of nodes.toSorted((a, b) => Number(b.code !== undefined) - Number(a.code !== undefined))) {
    if (!node.existing) continue;
    const owner = owners.get(node.existing.id);
    if (!owner) owners.set(node.existing.id, node);
    else if (node.code === undefined) node.existing = undefined;
    else
      bad.push({
        ...node.seen,
        reason: words.twice(node.name, words.rowNamed(owner.seen.sheet, owner.seen.row)),
      });
  }
  return bad;
}

function asUnits(listed: readonly TowerNode[], all: readonly TowerNode[], book: RosterBook): Unit[] {
  const codes = new Set(all.flatMap(node => node.code ?? node.existing?.bindCode ?? []));
  const ids = new Map<TowerNode, UnitId>();
  const idOf = (node: TowerNode): UnitId | undefined => ids.get(node) ?? node.existing?.id;
  const isTaken = (code: string): boolean => codes.has(code) || book.unitByCode(code) !== undefined;
  return listed.map(node => {
    const bindCode = node.code ?? node.existing?.bindCode ?? codeFor(pathOf(node), isTaken);
    codes.add(bindCode);
    const id = node.existing?.id ?? freshId(bindCode, [...ids.values()], book);
    ids.set(node, id);
    const parentId = node.parent ? (idOf(node.parent) ?? null) : (node.existing?.parentId ?? null);
    return unitFrom(node, { id, bindCode, parentId });
  });
}

/** What the list says, over what was known: an empty cell takes nothing away. */
function unitFrom(node: TowerNode, given: Pick<Unit, 'id' | 'bindCode' | 'parentId'>): Unit {
  const { estate, buildings, households } = node;
  const { name: _name, ...known } = node.existing ?? {};
  return {
    ...known,
    ...given,
    level: node.level,
    name: node.name,
    ...(estate === undefined ? {} : { estate }),
    ...(buildings.size === 0 ? {} : { buildings: [...buildings] }),
    ...(households === undefined ? {} : { households }),
  };
}

/** From the code; a unit that once had it and gave it away keeps the id. */
function freshId(code: string, taken: readonly UnitId[], book: RosterBook): UnitId {
  const base = `u-${code.toLowerCase()}`;
  for (let nth = 1; ; nth += 1) {
    const id = nth === 1 ? base : `${base}-${nth}`;
    if (!book.unit(id) && !taken.includes(id)) return id;
  }
}

function pathOf(node: TowerNode): string[] {
  return [...(node.parent ? pathOf(node.parent) : []), node.name];
}

function differences(before: Unit, after: Unit, book: RosterBook): string[] {
  const nameOf = (id: UnitId | null): string =>
    id === null ? '（最上级）' : (book.unit(id)?.name ?? '新单元');
  const compared: readonly (readonly [string, string, string])[] = [
    ['名称', before.name, after.name],
    ['上级', nameOf(before.parentId), nameOf(after.parentId)],
    ['编码', before.bindCode, after.bindCode],
    ['小区', before.estate ?? '', after.estate ?? ''],
    ['楼栋', (before.buildings ?? []).join('、'), (after.buildings ?? []).join('、')],
    ['户数', String(before.households ?? ''), String(after.households ?? '')],
  ];
  return compared
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => `${what} ${old === '' ? '（空）' : old} → ${now}`);
}

function vanishedOf(listed: readonly TowerNode[], written: readonly Unit[], book: RosterBook): Unit[] {
  const kept = new Set(written.map(({ id }) => id));
  const parents = new Set(listed.flatMap(node => node.parent?.existing?.id ?? []));
  return [...parents].flatMap(id => book.childrenOf(id).filter(unit => !kept.has(unit.id)));
}

/** 微网格“金桂苑6栋” */
export function calledUnit(unit: Unit): string {
  return `${levelNames[unit.level]}“${unit.name}”`;
}

import { z } from 'zod';
import type { ConfigReader } from '../base/config-file.js';
import { spanShape } from '../base/span-shape.js';
import { levels } from '../roster/unit.js';
import { urgencies } from './understanding.js';

const itemShape = z.strictObject({
  code: z.string().regex(/^(0[1-9]|1[0-3])-\d{2}$/, 'write an item code like 03-07'),
  name: z.string().min(1),
  phrases: z.array(z.string().min(1)).min(1),
  urgency: z.enum(urgencies),
  power: z.strictObject({ level: z.enum(levels), department: z.string().optional() }),
  place: z.enum(['needed', 'helpful', 'none']),
  evidence: z.array(z.string()),
  admitted: z.boolean(),
  deadlines: z
    .strictObject({
      accept: spanShape.optional(),
      handle: spanShape.optional(),
      verify: spanShape.optional(),
    })
    .optional(),
  ask: z.string().optional(),
  door: z.strictObject({ name: z.string(), call: z.string().optional(), say: z.string() }).optional(),
});

const categoryShape = z.strictObject({
  code: z.string().regex(/^(0[1-9]|1[0-3])$/, 'write a category code from 01 to 13'),
  name: z.string().min(1),
  slug: z.string().regex(/^[a-z-]+$/),
  items: z.array(itemShape).min(1),
});

const catalogueShape = z.strictObject({ categories: z.array(categoryShape).min(1) });

/** One matter of the service list: who has the power, how soon, what proof, and what residents call it. */
export type Item = z.output<typeof itemShape>;
export type Category = z.output<typeof categoryShape>;

/** The district's service list: categories and items, found by code. */
export interface Catalogue {
  readonly categories: readonly Category[];
  category(code: string): Category | undefined;
  item(code: string): Item | undefined;
  /** The general item of a category, its first. */
  firstItem(category: string): Item | undefined;
}

/** Reads config/categories.yaml; undefined with the faults noted in the reader. */
export function readCatalogue(reader: ConfigReader): Catalogue | undefined {
  const read = reader.read('categories.yaml', catalogueShape);
  if (!read) return undefined;
  noteDisorder(read.categories, reader);
  return catalogueOf(read.categories);
}

/** A catalogue of the categories, which have been checked. */
export function catalogueOf(list: readonly Category[]): Catalogue {
  const categories = new Map(list.map(category => [category.code, category]));
  const items = new Map(list.flatMap(category => category.items.map(item => [item.code, item] as const)));
  return {
    categories: list,
    category: code => categories.get(code),
    item: code => items.get(code),
    firstItem: code => categories.get(code)?.items[0],
  };
}

/** Codes stand once, in their category; a department is named where one has the power; 13 names the right door. */
function noteDisorder(list: readonly Category[], reader: ConfigReader): void {
  const file = 'categories.yaml';
  const seen = new Set<string>();
  for (const [at, category] of list.entries()) {
    if (seen.has(category.code))
      reader.noteAt(file, ['categories', at, 'code'], `${category.code} stands twice`);
    seen.add(category.code);
    for (const [place, item] of category.items.entries()) {
      const here = ['categories', at, 'items', place, 'code'];
      if (seen.has(item.code)) reader.noteAt(file, here, `${item.code} stands twice`);
      seen.add(item.code);
      if (!item.code.startsWith(`${category.code}-`)) {
        reader.noteAt(file, here, `${item.code} must begin with its category, ${category.code}-`);
      }
      if (item.power.level === 'department' && !item.power.department) {
        reader.noteAt(file, here, `${item.code} lies with a department: name it in power.department`);
      }
      if (category.code === '13' && !item.door) {
        reader.noteAt(file, here, `${item.code} is out of scope: name the right door (door: name, say)`);
      }
    }
  }
}

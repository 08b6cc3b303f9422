import { pairsOf } from '../base/likeness.js';
import type { Catalogue, Item } from './catalogue.js';

/** A category and one of its items, by code. */
export interface CategoryChoice {
  readonly category: string;
  readonly item: string;
}

/** The item whose name and phrases share most with the text; the first when none shares anything. */
function nearestItem(text: string, items: readonly Item[]): Item | undefined {
  const said = pairsOf(text);
  let best = items[0];
  let most = 0;
  for (const item of items) {
    const shared = [...pairsOf([item.name, ...item.phrases].join(' ')).keys()].filter(pair =>
      said.has(pair),
    ).length;
    if (shared > most) [best, most] = [item, shared];
  }
  return best;
}

/** 城管 means 城管中队, 环保 means 生态环境部门: a department is known by the head of its name. */
export function namesDepartment(words: string, department: string): boolean {
  const head = department.replace(/(?:中队|部门|公司|单位|所|局|救援站|服务站|中心)$/u, '');
  const isNamed = words.includes(department) || (head.length >= 2 && words.includes(head));
  return isNamed || (head === '生态环境' && words.includes('环保'));
}

/**
 * The category somebody means by a code (`02`, `11-12`), by the name of an item or a category, or by the department that would
 * act. Where only a category or a department is named, the item is the one that fits the ticket's text best.
 */
export function categoryMeant(words: string, text: string, catalogue: Catalogue): CategoryChoice | undefined {
  const code = /(?<!\d)(0?[1-9]|1[0-3])(?:-(\d{2}))?(?!\d)/u.exec(words);
  const inCategory = code?.[1] === undefined ? undefined : catalogue.category(code[1].padStart(2, '0'));
  const byCode =
    code?.[2] === undefined || !inCategory ? undefined : catalogue.item(`${inCategory.code}-${code[2]}`);
  if (byCode) return choice(byCode);
  const items = inCategory?.items ?? catalogue.categories.flatMap(category => category.items);
  const byName = items.find(
    item => words.includes(item.name) || item.phrases.some(phrase => words.includes(phrase)),
  );
  if (byName) return choice(byName);
  const category = inCategory ?? catalogue.categories.find(({ name }) => words.includes(name));
  if (category) return choice(nearestItem(text, category.items));
  return choice(
    nearestItem(
      text,
      items.filter(({ power }) => power.department !== undefined && namesDepartment(words, power.department)),
    ),
  );
}

function choice(item: Item | undefined): CategoryChoice | undefined {
  return item && { category: item.code.slice(0, 2), item: item.code };
}

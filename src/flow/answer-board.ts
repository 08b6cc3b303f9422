import type { UnitId } from '../base/ids.js';
import { namesDepartment } from '../classify/category-meant.js';
import { hotlineOf } from '../roster/public-hotlines.js';
import { departmentsServing, postedAt, postedOf, type Posted } from '../roster/responsibility-board.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { UnitLevel } from '../roster/unit.js';
import { whoIsResponsible } from '../words/answers.js';
import * as words from '../words/roster.js';
import { nameWithoutDuty } from './colleague-meant.js';

/** Who is asked for: a level, by the words people have for it. */
const duties: readonly { readonly form: RegExp; readonly level: UnitLevel; readonly duty: string }[] = [
  { form: /楼[栋道幢]?长|微网格[员长]|单元长|格姐/u, level: 'microgrid', duty: '楼长' },
  { form: /网格长|书记|社区(?:主任|负责人)/u, level: 'community', duty: '网格长' },
];
const HERE = '(?:请问)?(?:我们?|咱们?|这儿|这里|[这本]?[楼栋幢]|小区|社区)*的?';
const DUTY = '(?:楼[栋道幢]?长|网格[长员]|微网格[员长]|(?:社区)?书记)';
const OFFICE = '(?:物业|燃气|供电|供水|自来水|供热|派出所|居委会|社区)(?:公司|服务站|站)?';
const END = '[啊呀呢的]?[?？。!！\\s]*$';
/** 责任牌, 楼长是谁 and 物业电话 are questions for the board, whatever else they look like. */
const SURELY: readonly RegExp[] = [
  /责任牌/u,
  new RegExp(`${DUTY}(?:是|叫)(?:谁|哪位|哪个|啥|什么名字?)${END}`, 'u'),
  new RegExp(`^(?:请问)?(?:谁|哪位|哪个)是${HERE}${DUTY}${END}`, 'u'),
  new RegExp(
    `^${HERE}(?:${DUTY}|${OFFICE})的?(?:电话|联系方式|手机号?|号码)(?:是|有)?(?:多少|啥|什么|几号|没有?|吗)?${END}`,
    'u',
  ),
];
const LONGEST = 24;

/** Whether the words ask for the responsibility board and for nothing else. */
export function asksForBoard(said: string): boolean {
  return said.length <= LONGEST && SURELY.some(form => form.test(said));
}

/**
 * Who answers for the unit, as the asker put it: for a department, for one duty, or the whole board. Names only; the numbers it
 * may hold are public hotlines.
 */
export function answerBoard(text: string, unitId: UnitId, book: RosterBook): string {
  const unit = book.unit(unitId);
  const department = departmentsServing(unitId, book).find(name => namesDepartment(text, name));
  const isLow = unit?.level === 'microgrid' || unit?.level === 'grid';
  if (unit && department !== undefined && (isLow || unit.level === 'community')) {
    const posted = postedOf(unitId, department, book);
    if (posted) return words.specialistIs(unit.name, lineOf(department, posted), hotlineOf(department));
  }
  const duty = duties.find(({ form }) => form.test(text));
  if (unit && duty && (isLow || (duty.level === 'community' && unit.level === 'community'))) {
    const [posted] = postedAt(unitId, duty.level, book);
    const place = book.unitAt(unitId, duty.level)?.name ?? unit.name;
    return posted ? words.dutyIs(place, lineOf(duty.duty, posted)) : words.nobodyFor(place, duty.duty);
  }
  if (!unit || !isLow) return words.whichBuilding();
  const [worker] = postedAt(unitId, 'grid', book);
  const [captain] = postedAt(unitId, 'microgrid', book);
  if (/网格员/u.test(text) && worker) return whoIsResponsible(unit.name, awayOf(worker), captain?.name ?? '');
  return wholeBoard(unit.name, unitId, book);
}

function wholeBoard(name: string, unitId: UnitId, book: RosterBook): string {
  const people = (
    [
      ['grid', '网格员'],
      ['microgrid', '楼长'],
      ['community', '网格长'],
    ] as const
  ).flatMap(([level, duty]) =>
    postedAt(unitId, level, book)
      .slice(0, 2)
      .map(posted => lineOf(duty, posted)),
  );
  if (people.length === 0) return words.nobodyFor(name, '网格员');
  const departments = departmentsServing(unitId, book).flatMap(department => {
    const posted = postedOf(unitId, department, book);
    return posted ? [lineOf(department, posted)] : [];
  });
  return words.board(name, people, departments);
}

function lineOf(duty: string, posted: Posted): words.BoardLine {
  const name = nameWithoutDuty(posted.name.startsWith(duty) ? posted.name.slice(duty.length) : posted.name);
  const { standIn } = posted;
  if (standIn === undefined) return { duty, name };
  return { duty, name, standIn: standIn === null ? '' : nameWithoutDuty(standIn.name) };
}

/** 小陈（请假，小赵代班） */
function awayOf({ name, standIn }: Posted): string {
  if (standIn === undefined) return name;
  return standIn === null ? `${name}（请假中）` : `${name}（请假，${nameWithoutDuty(standIn.name)}代班）`;
}

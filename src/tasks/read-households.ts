import { arabic } from '../classify/place.js';

/** A door that somebody knocked at, and what they told of it. */
export interface ToldHousehold {
  /** `6`, where the building was named. */
  readonly building?: string;
  /** `2-301`, or `301` where no entrance was named. */
  readonly door: string;
  /** What was said of this household, the door left out; may name people. */
  readonly text: string;
}

const NUMERAL = '[一二三四五六七八九十]{1,3}';
const DOOR = new RegExp(
  [
    '(?<![\\dA-Za-z*-])(?<b1>[A-Za-z]?\\d{1,3})\\s*-\\s*(?<e1>\\d{1,2})\\s*-\\s*(?<r1>\\d{3,4})(?![\\d-])(?:室|号|户)?',
    '(?<![\\dA-Za-z*-])(?<b2>[A-Za-z]?\\d{1,3})\\s*-\\s*(?<r2>\\d{3,4})(?![\\d-])(?:室|号|户)?',
    `(?<![\\dA-Za-z-])(?<b3>[A-Za-z]?\\d{1,3}|${NUMERAL}|[A-Za-z甲乙丙丁])\\s*(?:号楼|栋楼?|幢|座|#楼?|号院)`,
    `(?<e3>\\d{1,2}|${NUMERAL}|[甲乙丙丁])\\s*单元`,
    '(?<![\\dA-Za-z*.:：-])(?<r3>\\d{3,4})(?:室|房间?|号(?!楼|院)|户(?!主))?(?![\\d.:：*%]|\\s*(?:路|元|块|米|斤|度|年|月|多|个|瓦|平|次|天|人|克|毫|分|点|小时|电话))',
  ].join('|'),
  'gu',
);
/** A bare number is a door when it stands where doors stand: at the beginning, after another door, a sign or 和. */
const BEFORE_DOOR = /(?:^|[\s,，、。;；:：(（和及跟与了])$/u;
const HOTLINE = /^(?:110|119|120|122)$/u;
const JOINING = /^[\s,，、和及跟与/]*$/u;

/** Households in the order in which they are told of; what is said after several doors is said of all of them. */
export function householdsIn(text: string): readonly ToldHousehold[] {
  const doors = doorsIn(text);
  const told: ToldHousehold[] = [];
  let after = '';
  for (const [at, door] of doors.entries()) {
    const own = text.slice(door.end, doors[at + 1]?.start ?? text.length);
    const rest = doors.slice(at + 1);
    const next = rest.find((later, further) => {
      const between = text.slice(later.end, rest[further + 1]?.start ?? text.length);
      return !JOINING.test(between);
    });
    const words = JOINING.test(own) && next ? text.slice(next.end, startAfter(doors, next, text)) : own;
    after = words.replace(/^[\s,，、。;；:：的]+|[\s,，、;；和及跟与]+$/gu, '');
    const { building, entrance, room } = door;
    told.push({
      ...(building === undefined ? {} : { building }),
      door: entrance === undefined ? room : `${entrance}-${room}`,
      text: after,
    });
  }
  return told;
}

interface Door {
  readonly building?: string;
  readonly entrance?: string;
  readonly room: string;
  readonly start: number;
  readonly end: number;
}

function startAfter(doors: readonly Door[], door: Door, text: string): number {
  return doors[doors.indexOf(door) + 1]?.start ?? text.length;
}

/** A building or an entrance holds for the doors after it until another is named. */
function doorsIn(text: string): readonly Door[] {
  const doors: Door[] = [];
  let [building, entrance, start, end]: [string?, string?, number?, number?] = [];
  for (const match of text.matchAll(DOOR)) {
    const { b1, e1, r1, b2, r2, b3, e3, r3 } = match.groups ?? {};
    const isAttached =
      end === match.index || (end !== undefined && /^\s*$/u.test(text.slice(end, match.index)));
    const named = b1 ?? b2 ?? b3;
    if (named !== undefined) [building, entrance] = [arabic(named), undefined];
    const entered = e1 ?? e3;
    if (entered !== undefined) entrance = arabic(entered).replace(/^0+/u, '');
    start = isAttached && start !== undefined ? start : match.index;
    end = match.index + match[0].length;
    const room = r1 ?? r2 ?? r3;
    if (room === undefined) continue;
    const isDoor =
      r3 === undefined || isAttached || /\D$/u.test(match[0]) || BEFORE_DOOR.test(text.slice(0, match.index));
    if (isDoor && !(HOTLINE.test(room) && /[打拨]了?\s*$/u.test(text.slice(0, match.index)))) {
      doors.push({
        ...(building === undefined ? {} : { building }),
        ...(entrance === undefined ? {} : { entrance }),
        room,
        start,
        end,
      });
    }
    start = undefined;
  }
  return doors;
}

const SURNAME =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤葛]';
const TITLE =
  '(?:奶奶|爷爷|大爷|大妈|阿姨|大叔|叔叔|叔|婶子?|大娘|大伯|伯伯|伯|姨|姐|哥|嫂子?|师傅|老师|女士|先生|小姐|老人|老太太?|老爷子|书记|主任|某某?|家)';
const NAMED = new RegExp(
  `(?<=^|[\\s,，、。;；(（])(?:独居老?人?|孤寡老人|低保户|租户|户主|住户|业主)?(?:[老小]?${SURNAME}${TITLE}+家?|[老小]${SURNAME}家?|${SURNAME}\\p{Script=Han}{1,2}(?=$|[\\s,，、。;；)）]|家|${TITLE}))${TITLE}*(?:家里?|说|讲|反映)?`,
  'gu',
);

/** The words without the people they name: 王奶奶, 老李家, 张三说. Names without a sign around them cannot be told. */
export function withoutNames(text: string): string {
  return text
    .replace(NAMED, '')
    .replace(/^[\s,，、。;；:：]+|[\s,，、;；]+$/gu, '')
    .replace(/\s*[,，]\s*[,，]+/gu, '，');
}

/** Whether somebody opened the door. */
export function wasMet(text: string): boolean {
  return !/(?:没|无|不在)人?(?:开门|应|在家|家)|家?里?没有?人(?![照管陪送清修理要])|不在家?(?=$|[\s,，。;；])|敲门没|锁着?门|没遇[上到]|没碰[上到]|未遇/u.test(
    text,
  );
}

/** What may be missing, as it is asked for. */
const missingNames = { location: '定位', photo: '一张照片', place: '在哪几栋' } as const;
export type Missing = keyof typeof missingNames;

function list(missing: readonly Missing[]): string {
  return missing.map(need => missingNames[need]).join('和');
}

/** When and where: `09:05，3–4栋`. */
export function timeAndPlace(time: string, place: string): string {
  return place === '' ? time : `${time}，${place}`;
}

/** The check-in counts; `latest` when it came later than that. `who` is '' where the mention says it. */
export function checkedIn(who: string, time: string, place: string, latest?: string): string {
  const late = latest === undefined ? '' : `过了 ${latest}，记为补卡。`;
  return `${who}打卡成功 ${timeAndPlace(time, place)}。${late}`;
}

/** The check-in lacks something. */
export function checkInLacks(missing: readonly Missing[]): string {
  return `收到，还差${list(missing)}，补上就算完成。`;
}

/** The patrol counts. */
export function patrolled(who: string, time: string, place: string): string {
  return `${who}巡查记上了 ${timeAndPlace(time, place)}。`;
}

/** The patrol lacks something. */
export function patrolLacks(missing: readonly Missing[]): string {
  return `巡查记下了，还差${list(missing)}，补上就算完成。`;
}

/** The visit counts; `doors` is how many households were told of, `unmet` at how many nobody opened. */
export function visited(who: string, at: string, doors: number, unmet: number): string {
  const count = doors === 0 ? '' : ` ${doors} 户`;
  const missed =
    unmet === 0 ? '' : `${unmet === doors ? '没遇上人' : `其中 ${unmet} 户没遇上人`}，改天再去就补上。`;
  return `${who}走访记上了 ${at}${count}。${missed}`;
}

/** The visit lacks something. */
export function visitLacks(missing: readonly Missing[]): string {
  return `走访记下了，还差${list(missing)}，补上就算完成。`;
}

/** A room number was said in a group. */
export function doorInPrivate(): string {
  return '房号只进台账，下回私聊我说就好。';
}

/** A visit without a door counts for no household. */
export function whichDoor(isPrivate: boolean): string {
  return isPrivate ? '是哪一户？回一句房号，就算进走访率。' : '想算进走访率，私聊我补一句房号就行。';
}

/** The word for a visit was said without anything else. */
export function whomDidYouVisit(): string {
  return '走访了哪一户、情况怎么样？私聊我一句话就行，像这样：“走访 6栋2单元301 身体都好”。';
}

/** What was found was handled at once. */
export function settledOnTheSpot(): string {
  return '当场处理的记为“自办自结”，不用开单。';
}

/** What was found has become tickets, as they are named to staff. */
export function foundOpened(named: readonly string[]): string {
  return `发现的事已登记 ${named.join('；')}。`;
}

/** One ticket within that line. */
export function foundTicket(number: string, item: string, pace: string, who: string): string {
  return who === ''
    ? `${number}（${item}，请值班的同事看归谁办）`
    : `${number}（${item}，${pace}），${who}跟进`;
}

/** It is not plain whether what was found is to become a ticket. */
export function shallIOpen(text: string, isPassedOn: boolean): string {
  const asked = isPassedOn ? '已经有人去办了，还要开单盯着吗' : '要开单请人办吗';
  return `“${text}”${asked}？回“开单”或“不用”。`;
}

/** It was put out or stopped, and may be dangerous all the same. */
export function stillDanger(): string {
  return '还有危险就回“开单”，我马上叫人；急事先打 110/119/120。';
}

/** No ticket is wanted. */
export function leftAsItIs(): string {
  return '好，只记在台账里。';
}

/** A photo or a door was added to what counts already. */
export function added(): string {
  return '补上了，记在一起。';
}

/** Leave, handing work over, who answers for what, and being known. */

/** Leave was written down; `standIn` is '' when nobody stands in. */
export function leaveNoted(leave: {
  readonly days: string;
  readonly standIn: string;
  readonly inHand: number;
  readonly isChanged: boolean;
}): string {
  const done = leave.isChanged ? '假改好了' : '请假记下了';
  const who = leave.standIn === '' ? '' : `，${leave.standIn}代班，新单直接派过去`;
  const rest =
    leave.inHand === 0
      ? ''
      : `\n手上还有 ${leave.inHand} 件，要交出去就回“${leave.standIn === '' ? '交接给谁' : '交接'}”。`;
  return `${done}：${leave.days}${who}。提前回来说“销假”。${rest}`;
}

/** The one question of a leave without a stand-in. */
export function whoStandsIn(days: string, isChanged: boolean): string {
  return `${isChanged ? '假改好了' : '请假记下了'}：${days}。这几天谁代班？回个名字就行；没人代就回“没有”，新单先到上一级。`;
}

/** The one question of a leave without a day. */
export function leaveUntilWhen(): string {
  return '请到哪天、谁代班？一句话就行，像这样：“请假 明天到周五 小周代”。';
}

/** A stand-in was named after the leave. */
export function standInNoted(standIn: string, inHand: number): string {
  const rest = inHand === 0 ? '' : `手上还有 ${inHand} 件，要一起交过去就回“交接”。`;
  return `好，${standIn}代班，新单直接派过去。${rest}`;
}

/** Nobody stands in. */
export function nobodyStandsIn(superior: string): string {
  return `好，那这几天的新单先到${superior === '' ? '上一级' : superior}那里。`;
}

/** A name that none of the colleagues has. */
export function unknownColleague(name: string): string {
  return `没找到叫“${name}”的同事。写全名，或者直接@一下。`;
}

/** Several colleagues are called so. */
export function whichColleague(names: readonly string[]): string {
  return `是哪一位？写全名：${names.join('、')}。`;
}

/** The stand-in is on leave, too. */
export function standInIsAway(name: string): string {
  return `${name}那几天也请假了，换一位吧。`;
}

/** To the leader: somebody is away, and how to say no. */
export function leaveTold(who: string, days: string, standIn: string): string {
  const instead = standIn === '' ? '，还没定谁代班，新单先到您这里' : `，${standIn}代班`;
  return `${who}请假：${days}${instead}。不同意就回“不同意请假 ${who}”。`;
}

/** To the leader: who stands in, said later. */
export function standInTold(who: string, days: string, standIn: string): string {
  return `${who}${days}请假，由${standIn}代班。`;
}

/** To the stand-in. */
export function standInAsked(who: string, days: string): string {
  return `${who}${days}请假，请您代班：这几天的新单会派给您，不用另外登记。不方便就跟网格长说一声。`;
}

/** To the stand-in: it is over, or was taken back. */
export function standInFree(who: string): string {
  return `${who}不休了，代班到此为止，新单照旧派回去。辛苦您了。`;
}

/** To the former stand-in: the leave goes on, with somebody else in their place. */
export function standInChanged(who: string): string {
  return `${who}的请假改了，这回不用您代班，新单不再派给您。辛苦您了。`;
}

/** Back from leave. */
export function leaveEnded(hadBegun: boolean): string {
  return hadBegun ? '欢迎回来，销假了，新单又派给您了。' : '好，请假取消了，照常派单。';
}

/** To the leader: back from leave, or not going. */
export function leaveEndedTold(who: string, hadBegun: boolean): string {
  return hadBegun ? `${who}销假回来了。` : `${who}的请假取消了。`;
}

/** One who is away: 网格员小陈到周五，网格员小赵代班. */
export function awayLine(who: string, days: string, standIn: string): string {
  return `${who}${days}${standIn === '' ? '' : `，${standIn}代班`}`;
}

/** Who is away now. */
export function awayNow(lines: readonly string[]): string {
  return lines.length === 0 ? '现在没有人请假。' : `现在请假的有 ${lines.length} 人：${lines.join('；')}。`;
}

/** There is no leave to end. */
export function notOnLeave(): string {
  return '您现在没有请假，照常派单。';
}

/** To whoever asked for leave: the leader said no. */
export function leaveRefused(leader: string, days: string): string {
  return `${leader}没同意${days}的假，这几天照常派单。有难处请直接跟${leader}说。`;
}

/** To the leader: done. */
export function refusalDone(who: string): string {
  return `好，已告诉${who}。`;
}

/** To the leader: there is nothing to refuse, or several. */
export function whoseLeave(names: readonly string[]): string {
  return names.length === 0
    ? '现在没有待您过问的请假。'
    : `是谁的假？写上名字：${names.map(name => `“不同意请假 ${name}”`).join('、')}。`;
}

/** To the receiver: what a colleague wants to hand over. */
export function takeOverAsked(giver: string, lines: readonly string[]): string {
  return `${giver}想把手上的 ${lines.length} 件交给您：\n${lines.join('\n')}\n回“接”就都转到您名下，时限不变；不方便回“不接”。`;
}

/** To the giver, when the receiver was asked elsewhere. */
export function takeOverWaits(receiver: string, count: number): string {
  return `${count} 件已经列给${receiver}，等一句“接”就转过去；在那之前还算您手上的。`;
}

/** To the leader: work is to change hands, and how to say no. */
export function takeOverTold(giver: string, receiver: string, count: number): string {
  return `${giver}要把手上 ${count} 件交接给${receiver}，对方接了就转。不同意就回“不同意交接 ${giver}”。`;
}

/** To whom? */
export function handOverToWhom(count: number): string {
  return `手上 ${count} 件，交接给谁？像这样：“交接给小周”。`;
}

/** Nothing to hand over. */
export function nothingToHandOver(): string {
  return '您手上没有要交接的，放心。';
}

/** Some of it cannot go to that person. */
export function cannotTakeOver(receiver: string, numbers: readonly string[]): string {
  return `${receiver}管不了 ${numbers.join('、')}，这几件请用“转派”交给对口的人，其余的再说一次“交接 单号 给谁”。`;
}

/** To the receiver: it is theirs now. */
export function takenOver(count: number, lost: number): string {
  const gone = lost === 0 ? '' : `另有 ${lost} 件已经不在对方手上，没转。`;
  return `接好了，${count} 件都在您名下，时限没变。回“待办”看明细。${gone}`;
}

/** To the giver: it is gone. */
export function handedOver(receiver: string, count: number): string {
  return `${receiver}接好了，${count} 件都转过去了。`;
}

/** To the giver: the receiver cannot. */
export function takeOverDeclined(receiver: string, count: number): string {
  return `${receiver}这边接不了，${count} 件还在您手上，换个人再说一次“交接给谁”。`;
}

/** To the receiver: noted. */
export function declineNoted(giver: string): string {
  return `好，已告诉${giver}您不方便。`;
}

/** To the receiver: it was taken back, or the leader said no. */
export function takeOverGone(giver: string): string {
  return `${giver}那边的交接取消了，您不用接了。`;
}

/** To the giver and the leader: nobody took it in time. */
export function takeOverLapsed(giver: string, receiver: string, count: number): string {
  return `${giver}交接给${receiver}的 ${count} 件，过了两天还没人接，仍在${giver}手上。`;
}

/** To those concerned: the leader said no. */
export function takeOverRefused(leader: string, giver: string, count: number): string {
  return `${leader}没同意这次交接，${count} 件仍由${giver}办。`;
}

/** To the receiver: two things wait for the same word. */
export function acceptWhich(giver: string, count: number): string {
  return `有两样等您接：接${giver}交来的 ${count} 件，回“接交接”；接新单，回“接单”加单号。`;
}

/** To the receiver: several colleagues wait. */
export function acceptFromWhom(givers: readonly string[]): string {
  return `好几位等您接：${givers.map(giver => `回“接交接 ${giver}”`).join('，')}。`;
}

/** To the leader: there is nothing to refuse, or several. */
export function whoseHandOver(names: readonly string[]): string {
  return names.length === 0
    ? '现在没有待您过问的交接。'
    : `是谁的交接？写上名字：${names.map(name => `“不同意交接 ${name}”`).join('、')}。`;
}

/** To the reporter: somebody else goes on with it. */
export function goesOnWith(number: string, who: string): string {
  return `${number} 换${who}接着办，单号和时限都不变。`;
}

/** One line of the responsibility board. */
export interface BoardLine {
  /** 网格员, 楼长, 网格长; or a department. */
  readonly duty: string;
  readonly name: string;
  /** Who stands in now; '' for nobody; absent when the person is there. */
  readonly standIn?: string;
}

function onBoard({ duty, name, standIn }: BoardLine): string {
  const away = standIn === '' ? '（请假中）' : `（请假，${standIn}代班）`;
  return `${duty}${name}${standIn === undefined ? '' : away}`;
}

/** The responsibility board of a unit: who answers for it, and which departments serve it. */
export function board(unit: string, people: readonly BoardLine[], specialists: readonly BoardLine[]): string {
  const most = 6;
  const served = specialists.slice(0, most).map(line => onBoard({ ...line, duty: `${line.duty} ` }));
  const more = specialists.length > most ? `等 ${specialists.length} 个部门` : '';
  const departments = served.length === 0 ? '' : `\n专业网格员：${served.join('、')}${more}。`;
  return `${unit}的责任牌：${people.map(onBoard).join('，')}。${departments}\n有事在群里说或 @我，我来找人；夜里急事先打 110/119/120。`;
}

/** Who of a department serves the unit; `hotline` is public, '' where there is none. */
export function specialistIs(unit: string, specialist: BoardLine, hotline: string): string {
  const call = hotline === '' ? '' : `；也可以打公开热线 ${hotline}`;
  return `${unit}的${onBoard({ ...specialist, duty: `${specialist.duty}对口人是` })}。有事在群里说或 @我，我转过去${call}。`;
}

/** The one who holds a duty here. */
export function dutyIs(unit: string, person: BoardLine): string {
  return `${unit}的${onBoard({ ...person, duty: `${person.duty}是` })}。有事在群里说或 @我就行。`;
}

/** Nobody is named for it. */
export function nobodyFor(unit: string, duty: string): string {
  return `${unit}还没有登记${duty}。有事先在群里说，我请值班的同事看。`;
}

/** Where does the asker mean? */
export function whichBuilding(): string {
  return '您说一下小区和几栋，像“金桂苑6栋归谁管”，我就能告诉您。';
}

/** A group is bound in the place of another one. */
export function boundInstead(unit: string, former: string): string {
  const before = former === '' ? '原来那个群' : `原来的“${former}”`;
  return `绑定好了，这个群归${unit}，${before}不再绑定。以后的话都说在这里。`;
}

/** Somebody has shown who they are. */
export function nowKnown(name: string, duties: string, code: string): string {
  return `认上了，${name}：${duties}。以后换号了再说一次“我是 ${name} ${code}”就行，这个码只给您，别转发。`;
}

/** In the staff's group, where the name was enough. */
export function knownByName(name: string, duties: string): string {
  return `认得您了，${name}（${duties}）。要是认错了，回“不是我”。`;
}

/** To the leader: somebody has shown who they are. */
export function knownTold(name: string, duties: string, how: 'code' | 'name'): string {
  const by = how === 'code' ? '用认领码' : '按群里的名字';
  return `${name}（${duties}）${by}认上了。不是本人就回“撤销认领 ${name}”。`;
}

/** Somebody said who they are, without the code. */
export function codeNeeded(name: string): string {
  return `您好，再带上发给您的六位认领码，像“我是 ${name} 123456”，我就认上了。没有码就找社区的同事要。`;
}

/** A name and a code that do not belong together. */
export function wrongCode(triesLeft: number): string {
  return triesLeft > 0
    ? `名字和认领码对不上，再核对一下，像“我是 王芳 123456”。今天还能试 ${triesLeft} 次。`
    : '今天试得太多了，明天再来，或者请发码的同事帮您看看。';
}

/** It was not them after all. */
export function unknownAgain(name: string): string {
  return `好，${name}的认领撤销了，本人可以用新的认领码再认一次。`;
}

/** Nobody of that name has been recognised. */
export function nothingToRevoke(name: string): string {
  return `没有叫“${name}”的人认领过，或者不归您这一级管。`;
}

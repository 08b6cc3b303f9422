/** Words that begin a further matter, after a pause. */
const joints =
  /[,，。;；!！?？\s…~～]+(?:(?:还有|另外|再就是|再有就是|再一个|还有就是|还有个事|还有一个|还有件事|此外|顺便(?:再)?(?:说|反映|问|报|提)?(?:一下|下|一句|个)?|对了)[,，:：\s]*(?:就是|说一句|说一下|说)?|[;；])/u;
/** 1、… 2、… or ①…②… or 一是…二是… or 第一…第二…, at least the first and the second. */
const lists = [
  /(?:^|[,，。;；:：\s])\s*[1１一]\s*[、.．)）]\s*(.+?)[,，。;；\s]*[2２二]\s*[、.．)）]\s*(.+)$/su,
  /①\s*(.+?)[,，。;；\s]*②\s*(.+)$/su,
  /(?:^|[,，。;；:：\s])一是\s*(.+?)[,，。;；\s]*二是\s*(.+)$/su,
  /第一(?:个|件)?[是,，、:：\s]\s*(.+?)[,，。;；\s]*第二(?:个|件)?[是,，、:：\s]\s*(.+)$/su,
  /(?:^|[,，。;；:：\s])一个是\s*(.+?)[,，。;；\s]*(?:一个是|另一个是)\s*(.+)$/su,
] as const;
const laterPoints =
  /[,，。;；\s]*(?:[3-9３-９三四五六]\s*[、.．)）]|[③④⑤⑥]|[三四五]是|第[三四五](?:个|件)?[是,，、:：\s])\s*/u;

/** Who has been told already is no matter of its own. */
const history =
  /(打过|打了|反映过|反映了|投诉过|找过|报过|说过|问过|跟.{1,6}说了).{0,16}(电话|12345|物业|次|没人|没用|不管|几回|遍)/u;
const shortestPart = 4;
/** A message with more parts than that is a list of something else. */
const mostParts = 6;
/** Beyond that a message is no report of two matters. */
const longestSplit = 600;
/** Signs without which there is no list. */
const mayList = /[1１一]\s*[、.．)）]|①|一是|第一|一个是/u;
/** Signs without which there is no joint. */
const mayJoin = /[;；]|还有|另外|再就|再有|再一|此外|顺便|对了/u;

/** Parts of a message that may be matters of their own. */
export interface Parts {
  readonly texts: readonly string[];
  /** Numbered by the writer: surely several. */
  readonly isListed: boolean;
}

/** Where a message clearly goes on to something else; undefined when it does not. */
export function partsOf(text: string): Parts | undefined {
  if (text.length > longestSplit) return undefined;
  const listed = mayList.test(text) ? pointsOf(text) : undefined;
  if (listed) return checked(listed, true);
  if (!mayJoin.test(text)) return undefined;
  return checked(
    text.split(joints).map(part => part.trim()),
    false,
  );
}

/** The points of a list; undefined when there is none. */
function pointsOf(text: string): string[] | undefined {
  for (const list of lists) {
    const found = list.exec(text);
    if (found) return [found[1] ?? '', ...(found[2] ?? '').split(laterPoints)].map(part => part.trim());
  }
  return undefined;
}

function checked(texts: readonly string[], isListed: boolean): Parts | undefined {
  const long = texts.filter(part => part.length >= shortestPart);
  const isWhole = long.length === texts.filter(part => part !== '').length;
  const isNew = !long.some(part => history.test(part) && part.length < 24);
  return isWhole && isNew && long.length > 1 && long.length <= mostParts
    ? { texts: long, isListed }
    : undefined;
}

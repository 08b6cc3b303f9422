/** What the command line says about a list that is imported; read by staff at a terminal, never said in a chat. */

/** One row that cannot be taken, as it is named in the report. */
export function badRow(sheet: string, row: number, reason: string): string {
  return row === 0 ? `  ✗ 〈${sheet}〉：${reason}` : `  ✗ 〈${sheet}〉第 ${row} 行：${reason}`;
}

export function noHeader(needed: string): string {
  return `找不到表头。表头那一行至少要有${needed}；不要的表请删掉或隐藏。`;
}

export function columnMissing(needed: string): string {
  return `缺少一列${needed}。补上这一列再导入。`;
}

export function spoiledCell(
  column: string,
  fault: 'date' | 'scientific' | 'error' | 'garbled',
  text: string,
): string {
  switch (fault) {
    case 'date':
      return `“${column}”里的“${text}”被表格软件变成了日期。把这一列设成“文本”格式，再重填一遍。`;
    case 'scientific':
      return `“${column}”里的长数字变成了“${text}”，后面几位已经丢了。把这一列设成“文本”格式，再重填一遍。`;
    case 'error':
      return `“${column}”是公式，没有算出结果。改成直接填写的文字或数字。`;
    case 'garbled':
      return `“${column}”里有乱码。用表格软件打开原表，另存为 .xlsx 再导入。`;
    default:
      return fault satisfies never;
  }
}

export function badCount(text: string): string {
  return `户数“${text}”不是整数。只写数字，例如 64。`;
}

export function badCode(text: string): string {
  return `编码“${text}”不能用。编码只用字母和数字，2 到 24 位。`;
}

export function codeTaken(code: string, by: string, row: string): string {
  return `编码 ${code} 已经给了“${by}”（${row}）。一个编码只能给一个单元，请改其中一个。`;
}

export function otherCode(name: string, code: string, row: string): string {
  return `“${name}”在${row}写的编码是 ${code}，这里不一样。两处改成同一个。`;
}

export function codeOfOtherLevel(code: string, level: string, name: string): string {
  return `编码 ${code} 已经是${level}“${name}”的。请核对编码。`;
}

export function twice(name: string, row: string): string {
  return `“${name}”和${row}重复。删掉一行；如果是两栋楼，请在“楼栋”列写清楚。`;
}

export function levelMissing(level: string, name: string): string {
  return `“${name}”没写属于哪个${level}。在“${level}”列补上。`;
}

export function whichAbove(level: string, name: string): string {
  return `不知道“${name}”属于哪个${level}。加一列“${level}”，或者先导入${level}。`;
}

export function unclearBuildings(text: string): string {
  return `楼栋“${text}”看不明白：是几栋到几栋，还是几栋几单元？写成“1栋、2栋、3栋”或“1栋3单元”。`;
}

export function nothingNamed(): string {
  return '这一行没有写任何单元的名称。填上名称，或删掉这一行。';
}

export function nameNeeded(): string {
  return '没有姓名。填上姓名，或删掉这一行。';
}

export function badName(text: string): string {
  return `姓名“${text}”不像姓名。只写姓名，别的写到别的列。`;
}

export function roleNeeded(known: readonly string[]): string {
  return `没有写角色。在“角色”列写一个：${known.join('、')}。`;
}

export function unknownRole(text: string, known: readonly string[]): string {
  return `角色“${text}”不认识。写成其中一个：${known.join('、')}。`;
}

export function unitNeeded(role: string, level: string): string {
  return `${role}要写负责哪个${level}。在“${level}”列或“网格编码”列补上。`;
}

export function unknownUnit(text: string, near: readonly string[]): string {
  const perhaps = near.length === 0 ? '先用 import units 导入单元' : `是不是：${near.join('、')}`;
  return `没有叫“${text}”的单元。${perhaps}。`;
}

export function severalUnits(text: string, places: readonly string[]): string {
  return `叫“${text}”的有 ${places.length} 个：${places.join('、')}。补上“社区”列，或写网格编码。`;
}

export function departmentNeeded(role: string): string {
  return `${role}要写是哪个部门的。在“部门”列补上。`;
}

export function sameName(name: string, row: string): string {
  return `“${name}”和${row}同名，电话却不一样。是两个人就给每人写上工号，是一个人就改成一样的电话。`;
}

export function numberOfOther(number: string, name: string, row: string): string {
  return `工号 ${number} 在${row}是“${name}”。一个工号只能是一个人。`;
}

/** 〈网格表〉第 3 行 */
export function rowNamed(sheet: string, row: number): string {
  return `〈${sheet}〉第 ${row} 行`;
}

/** The sheets of the file, and what is passed over in each. */
export function sheetRead(sheet: string, rows: number, skipped: readonly string[]): string {
  return `  〈${sheet}〉${rows} 行${skipped.length === 0 ? '' : `（跳过：${skipped.join('、')}）`}`;
}

/** 合计 2 行 */
export function skippedRows(what: '合计' | '备注' | '示例', count: number): string {
  return `${what} ${count} 行`;
}

export function sheetPassedOver(sheet: string, why: 'hidden' | 'empty' | 'notes'): string {
  const reason = { hidden: '隐藏的表', empty: '空表', notes: '没有表头的说明页' }[why];
  return `  〈${sheet}〉跳过：${reason}`;
}

export function unusedColumns(names: readonly string[]): string {
  return `  没用到的列：${names.join('、')}`;
}

export function privateColumns(): string {
  return '  电话、证件号这些列不会保存。';
}

export function refused(count: number): string {
  return `有 ${count} 处要改，一行都没有写入：`;
}

export function nothingToImport(): string {
  return '文件里没有可以导入的行。';
}

export function summary(added: number, changed: number, unchanged: number): string {
  return `新增 ${added}，更新 ${changed}，不变 ${unchanged}`;
}

export function changedLine(what: string, changes: readonly string[]): string {
  return `  · ${what}：${changes.join('；')}`;
}

export function vanishedHead(count: number): string {
  return `名册里有、这份表里没有的 ${count} 个，原样保留，不会删除：`;
}

export function listLine(what: string): string {
  return `  · ${what}`;
}

export function triedOnly(): string {
  return '这是试运行，什么都没有写入。去掉 --dry-run 就正式导入。';
}

export function written(): string {
  return '写好了。';
}

/** Where the codes are that staff need next. */
export function whereCodesAre(kind: 'units' | 'people', count: number): string {
  return kind === 'units'
    ? `有 ${count} 个单元自动编了绑定码。用 npm run import -- template units 单元.xlsx --filled 导出来看。`
    : `有 ${count} 人还没认领。用 npm run import -- template people 人员.xlsx --filled 导出认领码，发给本人。`;
}

export function templateWritten(file: string): string {
  return `写好了：${file}`;
}

/** The list is written as XLSX, whatever the name says; another ending would only mislead. */
export function templateEnding(file: string): string {
  return `${file} 要以 .xlsx 结尾，换个文件名再试。`;
}

export function templateExists(file: string): string {
  return `${file} 已经有了，换一个文件名，免得盖掉。`;
}

const faults: Readonly<Record<string, string>> = {
  'workbook-unwritable': '文件写不进去。看看文件夹在不在、能不能写，文件是不是正开着。',
  'sheet-missing': '文件打不开。核对文件名和路径。',
  'sheet-too-large': '文件太大，不像名单。删掉图片和多余的表再试。',
  'sheet-old-format': '这是旧格式（.xls）或加了密码的表。用表格软件打开，去掉密码，另存为 .xlsx。',
  'sheet-web-page': '这是网页改了扩展名的“假表格”。用表格软件打开，另存为 .xlsx。',
  'sheet-encoding': '文字编码认不出来。用表格软件打开，另存为 .xlsx。',
  'sheet-unreadable': '文件读不出来，可能坏了。用表格软件打开，另存为 .xlsx 再试。',
  'data-folder-in-use': '数据文件夹正在使用。先停掉正在运行的程序，再导入。',
  'roster-import-under-way': '另一个导入正在写，稍后再试。',
  'roster-changed-meanwhile': '名册刚被别人改过，和这份表对不上了，什么都没有写入。再导入一次就行。',
  'roster-import-too-large': '表太大，一次写不下。按街道拆成几份再导入。',
};

/** What a fault of the file or of the store means to whoever imports; undefined for others. */
export function faultInPlainWords(code: string): string | undefined {
  return faults[code];
}

/** What the bar counts. */
export const barLabel = '写入';

const MOST = 80;
const SUFFIX = '(?:栋|幢|座|号楼|#楼?|号|楼)';
const ONE = new RegExp(
  `^(?:第)?([A-Za-z甲乙丙丁]?\\d{1,4}[A-Za-z]?|[A-Za-z甲乙丙丁])(${SUFFIX})?((?:\\d{1,2}|[一二三四五六七八九十])单元)?$`,
  'u',
);
/** 和 stands in names, too: 祥和楼; between two buildings it joins them. */
const BETWEEN = /[、,，;；/|]|(?<=[\d栋幢座楼号#A-Za-z])[和及与](?=第?[\dA-Za-z])/u;
const RANGE = new RegExp(`^(?:第)?(\\d{1,3})${SUFFIX}?[-–—~～至到](\\d{1,3})(${SUFFIX})?$`, 'u');

/** A1-A5栋 may be five buildings or one with a number of its own. */
const LETTERED_RANGE = new RegExp(`^[A-Za-z]\\d{0,3}${SUFFIX}?[-–—~～至到][A-Za-z]?\\d{0,3}${SUFFIX}?$`, 'u');

/**
 * The buildings in a cell of a list, in the form 6栋: `1栋、2栋`, `1-5号楼`, `3#`, `A座`, `2栋1单元`. Words without a number
 * (沿街, 平房) stay as they are. Undefined for what may be read in two ways: `1-3` without a word.
 */
export function readBuildings(text: string): readonly string[] | undefined {
  const found: string[] = [];
  for (const part of text.replace(/\s+/gu, '').split(BETWEEN)) {
    if (part === '') continue;
    const range = RANGE.exec(part);
    if (range) {
      const [from, to] = [Number(range[1]), Number(range[2])];
      const isNamed = range[3] !== undefined || /[栋幢座楼#]/u.test(part);
      if (!isNamed || from >= to || to - from >= MOST) return undefined;
      for (let nth = from; nth <= to; nth += 1) found.push(`${nth}栋`);
      continue;
    }
    if (LETTERED_RANGE.test(part)) return undefined;
    found.push(buildingNamed(part));
  }
  return [...new Set(found)];
}

function buildingNamed(part: string): string {
  const one = ONE.exec(part);
  return one ? `${(one[1] ?? '').replace(/^0+(?=\d)/u, '').toUpperCase()}栋` : part;
}

/** The estate and the building in a micro-grid's name, where it is made of both: 金桂苑6栋. */
export function placeInName(name: string): { readonly estate?: string; readonly building?: string } {
  const parts = new RegExp(`^(\\p{Script=Han}{2,12}?)(第?(?:[A-Za-z]?\\d{1,4}|[A-Za-z])${SUFFIX})`, 'u').exec(
    name,
  );
  if (!parts || /网格|微格|社区|街道|^第/u.test(parts[1] ?? '')) return {};
  return { estate: parts[1] ?? '', building: buildingNamed(parts[2] ?? '') };
}

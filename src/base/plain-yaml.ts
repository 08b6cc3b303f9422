/** Whatever is not read here, and may well be good YAML all the same. */
class NotPlain extends Error {}

interface Line {
  readonly indent: number;
  readonly text: string;
}

/** What would need rules of its own: tabs, line ends of other systems, everything that cannot be seen. */
const ODD = /[^\P{Cc}\n]|[\u2028\u2029\uFEFF]/u;
const FIRST = '(?:[^-?:,[\\]{}#&*!|>\'"%@` ]|-(?=\\d))';
/** A text without quotes, within brackets and outside: `: ` and ` #` end it. */
const PLAIN_INSIDE = new RegExp(`${FIRST}(?: *(?:[^,[\\]{}:# ]|:(?![ ,[\\]{}]|$)|(?<! )#))*`, 'uy');
const PLAIN = new RegExp(`${FIRST}(?: *(?:[^:# ]|:(?! |$)|(?<! )#))*`, 'uy');
const QUOTED = /"([^"\\]*)"|'([^']*)'/uy;
const GAP = / */uy;
const END = /(?: +#.*| *)$/uy;
const COLON = /:(?: +|$)/uy;

const INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const DECIMAL = /^-?(?:0|[1-9]\d{0,9})\.\d{1,9}$/;
/** Numbers as YAML knows them in other notations. */
const OTHER_NUMBER =
  /^(?:[-+]?(?:\.?\d+|\d+\.\d*)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\dA-Fa-f]+|[-+]?\.inf|\.nan)$/i;

/**
 * Reads the plain part of YAML in which our files are written – mappings and lists by indentation or in brackets on one
 * line, texts, numbers, comments – some thirty times as fast as the library, which reads everything and knows where each
 * word stands.
 *
 * @returns the same value as the library; undefined for whatever is not plain, be it right or wrong: ask the library
 */
export function readPlainYaml(text: string): unknown {
  if (ODD.test(text)) return undefined;
  try {
    return new PlainReader(text).whole();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class PlainReader {
  readonly #lines: Line[] = [];
  #at = 0;
  /** The line that is being read, and how far. */
  #text = '';
  #place = 0;

  constructor(text: string) {
    for (const line of text.split('\n')) {
      const indent = line.search(/[^ ]/u);
      if (indent >= 0 && line[indent] !== '#') this.#lines.push({ indent, text: line.slice(indent) });
    }
  }

  whole(): unknown {
    const value = this.#block(0);
    if (this.#at < this.#lines.length) throw new NotPlain();
    return value;
  }

  /** Everything from here on that stands as far to the right as the first line. */
  #block(leastIndent: number): unknown {
    const first = this.#lines[this.#at];
    if (!first || first.indent < leastIndent) throw new NotPlain();
    const { indent } = first;
    return isItem(first) ? this.#list(indent) : this.#mapping(indent);
  }

  #list(indent: number): unknown[] {
    const list: unknown[] = [];
    for (let line = this.#next(indent); line; line = this.#next(indent)) {
      if (!isItem(line)) throw new NotPlain();
      const skipped = line.text.slice(1).search(/[^ ]/u) + 1;
      const rest = line.text.slice(skipped);
      if (skipped === 0 || rest.startsWith('#')) throw new NotPlain();
      const inner = { indent: indent + skipped, text: rest };
      if (isItem(inner) || this.#keyOf(rest) !== undefined) {
        // A mapping or list that begins in the line of its dash goes on below, as far to the right as here.
        this.#lines[this.#at] = inner;
        list.push(this.#block(inner.indent));
      } else {
        this.#at += 1;
        list.push(this.#restOfLine(rest, 0));
      }
    }
    return list;
  }

  #mapping(indent: number): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    for (let line = this.#next(indent); line; line = this.#next(indent)) {
      const key = isItem(line) ? undefined : this.#keyOf(line.text);
      if (key === undefined) throw new NotPlain();
      const from = this.#place;
      this.#at += 1;
      const isEmpty = this.#matches(END, line.text, from) !== undefined;
      put(mapping, key, isEmpty ? this.#block(indent + 1) : this.#restOfLine(line.text, from));
    }
    return mapping;
  }

  /** The next line of the block; undefined when the block has ended. */
  #next(indent: number): Line | undefined {
    const line = this.#lines[this.#at];
    if (!line || line.indent < indent) return undefined;
    if (line.indent > indent) throw new NotPlain();
    return line;
  }

  /** The key with which a line begins; undefined when it begins with something else. Stops after its colon. */
  #keyOf(text: string): string | undefined {
    this.#text = text;
    this.#place = 0;
    if (text.startsWith('[') || text.startsWith('{')) return undefined;
    const key = this.#scalar(PLAIN);
    return this.#take(COLON) === undefined ? undefined : keyFrom(key);
  }

  #restOfLine(text: string, from: number): unknown {
    this.#text = text;
    this.#place = from;
    const value = text[from] === '[' || text[from] === '{' ? this.#brackets() : this.#scalar(PLAIN);
    if (this.#take(END) === undefined) throw new NotPlain();
    return value;
  }

  #inside(): unknown {
    const sign = this.#text[this.#place];
    return sign === '[' || sign === '{' ? this.#brackets() : this.#scalar(PLAIN_INSIDE);
  }

  #brackets(): unknown {
    const isList = this.#text[this.#place] === '[';
    const list: unknown[] = [];
    const mapping: Record<string, unknown> = {};
    do {
      this.#skip();
      if (list.length === 0 && Object.keys(mapping).length === 0 && this.#isClosing(isList)) break;
      const value = this.#inside();
      if (isList) list.push(value);
      else {
        if (this.#take(COLON) === undefined) throw new NotPlain();
        put(mapping, keyFrom(value), this.#inside());
      }
      this.#take(GAP);
    } while (this.#text[this.#place] === ',');
    if (!this.#isClosing(isList)) throw new NotPlain();
    this.#place += 1;
    return isList ? list : mapping;
  }

  /** Over an opening bracket or a comma and what space follows. */
  #skip(): void {
    this.#place += 1;
    this.#take(GAP);
  }

  #isClosing(isList: boolean): boolean {
    return this.#text[this.#place] === (isList ? ']' : '}');
  }

  #scalar(plain: RegExp): unknown {
    const quoted = this.#matches(QUOTED, this.#text, this.#place);
    if (quoted) {
      this.#place += quoted[0].length;
      return quoted[1] ?? quoted[2] ?? '';
    }
    const word = this.#take(plain);
    if (word === undefined) throw new NotPlain();
    return valueOf(word);
  }

  #take(pattern: RegExp): string | undefined {
    const [found] = this.#matches(pattern, this.#text, this.#place) ?? [];
    if (found !== undefined) this.#place += found.length;
    return found;
  }

  #matches(pattern: RegExp, text: string, from: number): RegExpExecArray | undefined {
    pattern.lastIndex = from;
    return pattern.exec(text) ?? undefined;
  }
}

function isItem({ text }: Line): boolean {
  return text === '-' || text.startsWith('- ');
}

function keyFrom(key: unknown): string {
  if (typeof key !== 'string' || key.length > 100 || key === '<<' || key === '__proto__')
    throw new NotPlain();
  return key;
}

function put(mapping: Record<string, unknown>, key: string, value: unknown): void {
  if (Object.hasOwn(mapping, key)) throw new NotPlain();
  mapping[key] = value;
}

function valueOf(word: string): unknown {
  if (INTEGER.test(word) || DECIMAL.test(word)) return Number(word);
  if (OTHER_NUMBER.test(word)) throw new NotPlain();
  if (/^(?:true|True|TRUE)$/.test(word)) return true;
  if (/^(?:false|False|FALSE)$/.test(word)) return false;
  return /^(?:~|null|Null|NULL)$/.test(word) ? null : word;
}

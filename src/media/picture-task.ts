import { fitted, wrapped } from './picture-letters.js';
import { palette, type Tone } from './picture-palette.js';
import { Paper } from './picture-paper.js';
import { drawCard, drawFoot, drawHeading, drawPill, INSET, ROOM, type Heading } from './picture-parts.js';

/** One line of a card: 地点 金桂苑6栋2单元. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A task on one card: what, where, until when, and what to answer. */
export interface TaskPicture extends Heading {
  /** How pressing it is, and where it stands. */
  readonly pills: readonly { readonly text: string; readonly tone: Tone | 'plain' }[];
  /** In the words in which it came. */
  readonly text: string;
  readonly facts: readonly Fact[];
  /** How much of it is done. */
  readonly progress?: { readonly label: string; readonly share: number };
  /** What has happened so far, oldest first. */
  readonly story: { readonly title: string; readonly lines: readonly string[] };
  /** The words to answer with. */
  readonly answers: readonly string[];
  readonly foot: readonly string[];
}

const pills = {
  good: { ground: palette.accentSoft, ink: palette.accentText },
  warn: { ground: palette.amberSoft, ink: palette.amberText },
  bad: { ground: palette.alertSoft, ink: palette.alert },
  plain: { ground: palette.ground, ink: palette.inkSoft },
} as const;

const TEXT_LINES = 7;
const STORY_LINES = 8;
const LABEL_ROOM = 130;

/** The card as SVG. */
export function drawTask(task: TaskPicture): string {
  const paper = new Paper();
  let y = drawHeading(paper, task);
  const text = wrapped(task.text, ROOM - 40, { size: 38 }, TEXT_LINES);
  const facts = task.facts.map(({ label, value }) => ({
    label: fitted(label, LABEL_ROOM - 16, { size: 32 }),
    lines: wrapped(value, ROOM - LABEL_ROOM, { size: 34 }, 2),
  }));
  const factLines = facts.reduce((sum, { lines }) => sum + lines.length, 0);
  const textHeight = text.length === 0 ? 0 : text.length * 58 + 62;
  const progressHeight = task.progress ? 106 : 0;
  const height = 74 + textHeight + factLines * 54 + facts.length * 8 + progressHeight - 10;
  y = drawCard(paper, y, { height }, top => {
    drawPills(paper, top, task.pills);
    let at = top + 74;
    at = drawText(paper, at, text);
    for (const fact of facts) at = drawFact(paper, at, fact);
    if (task.progress) drawProgress(paper, at + 10, task.progress);
  });
  const story = task.story.lines.slice(-STORY_LINES);
  if (story.length > 0) {
    y = drawCard(paper, y, { title: task.story.title, height: story.length * 56 - 14 }, top =>
      drawStory(paper, top, story),
    );
  }
  y = drawAnswers(paper, y, task.answers);
  return paper.svg(drawFoot(paper, y, task.foot));
}

function drawPills(paper: Paper, y: number, list: TaskPicture['pills']): void {
  let x = INSET;
  for (const { text, tone } of list) {
    const room = INSET + ROOM - x;
    if (room < 120) return;
    x += drawPill(paper, text, { x, y, room }, pills[tone]) + 16;
  }
}

/** The words in which it came, on a ground of their own. */
function drawText(paper: Paper, y: number, lines: readonly string[]): number {
  if (lines.length === 0) return y;
  const height = lines.length * 58 + 28;
  paper.box({ x: INSET, y, width: ROOM, height, radius: 16 }, palette.pane, palette.line);
  paper.lines(lines, { x: INSET + 20, y: y + 56, size: 38 }, 58);
  return y + height + 34;
}

function drawFact(
  paper: Paper,
  y: number,
  { label, lines }: { readonly label: string; readonly lines: readonly string[] },
): number {
  paper.text(label, { x: INSET, y: y + 36, size: 32, fill: palette.inkFaint });
  paper.lines(lines, { x: INSET + LABEL_ROOM, y: y + 36, size: 34 }, 54);
  return y + lines.length * 54 + 8;
}

function drawProgress(
  paper: Paper,
  y: number,
  progress: { readonly label: string; readonly share: number },
): void {
  const share = Math.min(1, Math.max(0, progress.share));
  paper.text(fitted(progress.label, ROOM, { size: 30 }), {
    x: INSET,
    y: y + 32,
    size: 30,
    fill: palette.inkSoft,
  });
  paper.box({ x: INSET, y: y + 52, width: ROOM, height: 24, radius: 12 }, palette.ground);
  const width = share === 0 ? 0 : Math.max(24, ROOM * share);
  paper.box({ x: INSET, y: y + 52, width, height: 24, radius: 12 }, palette.accent);
}

function drawStory(paper: Paper, top: number, lines: readonly string[]): void {
  for (const [nth, line] of lines.entries()) {
    const y = top + nth * 56 + 32;
    if (nth > 0)
      paper.line(
        [
          [INSET + 9, y - 58],
          [INSET + 9, y - 20],
        ],
        palette.line,
        3,
      );
    paper.disc(INSET + 9, y - 11, 9, nth === lines.length - 1 ? palette.accent : palette.accentLine);
    paper.text(fitted(line, ROOM - 40, { size: 30 }), { x: INSET + 40, y, size: 30, fill: palette.inkSoft });
  }
}

/** On the accent's soft ground, so that the eye ends there. */
function drawAnswers(paper: Paper, y: number, answers: readonly string[]): number {
  const lines = answers.flatMap(answer => wrapped(answer, ROOM, { size: 34, weight: 'bold' }, 2));
  if (lines.length === 0) return y;
  const height = lines.length * 54 + 44;
  paper.box({ x: INSET - 40, y, width: ROOM + 80, height, radius: 24 }, palette.accentSoft);
  paper.lines(lines, { x: INSET, y: y + 60, size: 34, weight: 'bold', fill: palette.accentText }, 54);
  return y + height + 28;
}

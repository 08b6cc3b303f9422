import { fitted, wrapped } from './picture-letters.js';
import { palette } from './picture-palette.js';
import { Paper } from './picture-paper.js';
import {
  drawCard,
  drawFace,
  drawFoot,
  drawHeading,
  drawPill,
  INSET,
  ROOM,
  type Heading,
} from './picture-parts.js';

/** Who answers for what. */
export interface BoardPerson {
  readonly role: string;
  readonly name: string;
  /** What to come to them for, or which place is theirs. */
  readonly duty: string;
}

/** The responsibility board (责任牌) of a building, a grid or a community; no phone number is ever on it. */
export interface BoardPicture extends Heading {
  readonly people: readonly BoardPerson[];
  /** How to reach them. */
  readonly hint: readonly string[];
  readonly foot: readonly string[];
}

const ROW_GAP = 36;

/** The board as SVG. */
export function drawBoard(board: BoardPicture): string {
  const paper = new Paper();
  let y = drawHeading(paper, board);
  const rows = board.people.map(person => ({
    person,
    duty: wrapped(person.duty, ROOM - 160, { size: 30 }, 2),
  }));
  const heights = rows.map(({ duty }) => Math.max(120, 76 + duty.length * 44) + ROW_GAP);
  const height = heights.reduce((sum, each) => sum + each, 0) - ROW_GAP;
  if (rows.length > 0) {
    y = drawCard(paper, y, { height }, top => {
      let at = top;
      for (const [nth, { person, duty }] of rows.entries()) {
        drawPerson(paper, at, person, duty);
        at += heights[nth] ?? 0;
        if (nth < rows.length - 1)
          paper.line(
            [
              [INSET + 160, at - ROW_GAP / 2],
              [INSET + ROOM, at - ROW_GAP / 2],
            ],
            palette.line,
          );
      }
    });
  }
  const hint = board.hint.flatMap(line => wrapped(line, ROOM, { size: 34, weight: 'bold' }, 3));
  if (hint.length > 0) {
    const box = { x: INSET - 40, y, width: ROOM + 80, height: hint.length * 54 + 44, radius: 24 };
    paper.box(box, palette.accentSoft);
    paper.lines(hint, { x: INSET, y: y + 60, size: 34, weight: 'bold', fill: palette.accentText }, 54);
    y += box.height + 28;
  }
  return paper.svg(drawFoot(paper, y, board.foot));
}

function drawPerson(paper: Paper, y: number, { role, name }: BoardPerson, duty: readonly string[]): void {
  drawFace(paper, name, INSET + 60, y + 60, 56);
  const x = INSET + 160;
  const colours = { ground: palette.accentSoft, ink: palette.accentText };
  const nameRoom = ROOM - 160 - 250;
  const words = fitted(name, nameRoom, { size: 42, weight: 'bold' });
  const used = paper.text(words, { x, y: y + 48, size: 42, weight: 'bold' });
  drawPill(paper, role, { x: x + used + 22, y: y + 10, room: ROOM - 160 - used - 22 }, colours);
  paper.lines(duty, { x, y: y + 102, size: 30, fill: palette.inkSoft }, 44);
}

/** 一行: what was measured, the goal it is held against, and whether that was met. */
export interface Line {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  /** Absent where nothing is demanded. */
  readonly met?: boolean;
}

export function printTable(lines: readonly Line[]): void {
  const rows = lines.map(({ what, goal, measured, met }) => [what, goal, measured, wordFor(met)]);
  for (const row of draw([['项目 what', '目标 goal', '实测 measured', '结果'], ...rows])) console.log(row);
  const missed = lines.filter(({ met }) => met === false);
  console.log(missed.length === 0 ? '\n目标全部达到。' : `\n没有达到 ${missed.length} 项：`);
  for (const { what, goal, measured } of missed) console.log(`  ${what}：目标 ${goal}，实测 ${measured}`);
}

/** 表格 as lines of text; the first row is the head. */
export function draw(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = [], ...rest] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return [head, widths.map((width) => '-'.repeat(width)), ...rest].map((row) => {
    const cells = widths.map((width, column) => {
      const cell = row[column] ?? '';
      return cell + ' '.repeat(width - widthOf(cell));
    });
    return `| ${cells.join(' | ')} |`;
  });
}

function wordFor(met: boolean | undefined): string {
  return met === undefined ? '' : met ? 'ok' : 'not ok';
}

/** In columns of a terminal: Chinese takes two. */
function widthOf(text: string): number {
  return [...text].reduce((width, char) => width + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
}

/** 一行: what was measured, the goal it is held against, and whether that was met. */
export interface Line {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  /** Absent where nothing is demanded. */
  readonly met?: boolean;
}

export function printTable(lines: readonly Line[]): void {
  const rows = [
    ['项目 what', '目标 goal', '实测 measured', '结果'],
    ...lines.map(({ what, goal, measured, met }) => [what, goal, measured, wordFor(met)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  rows.splice(
    1,
    0,
    widths.map((width) => '-'.repeat(width)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)));
    console.log(`| ${cells.join(' | ')} |`);
  }
  const missed = lines.filter(({ met }) => met === false);
  console.log(missed.length === 0 ? '\n目标全部达到。' : `\n没有达到 ${missed.length} 项：`);
  for (const { what, goal, measured } of missed) console.log(`  ${what}：目标 ${goal}，实测 ${measured}`);
}

function wordFor(met: boolean | undefined): string {
  return met === undefined ? '' : met ? 'ok' : 'not ok';
}

/** In columns of a terminal: Chinese takes two. */
function widthOf(text: string): number {
  return [...text].reduce((width, char) => width + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
}

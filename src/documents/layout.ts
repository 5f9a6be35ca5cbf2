import { minute, day } from './dates';
import { printable } from './fonts';
import type { Part, Row, Signature, Signed } from './content';

type Page = PDFKit.PDFDocument;

/** Points. */
export const MARGIN = { top: 56, bottom: 62, left: 68, right: 68 } as const;
const TEXT = 10.5;
const LINE_GAP = 3;
const INDENT = 2 * TEXT;
const LABEL = 104;
const CELL = { x: 8, top: 7, bottom: 4 } as const;
const INK = '#1a1a1a';
const GREY = '#6b6b6b';
const RULE = '#9a9a9a';
const SHADE = '#f3f3f1';

/** A cell stays on one page: a longer text goes on in the next row. */
const CELL_CHARS = 900;

/** 抬头: the bank, the number, a rule, the title. */
export function drawHead(page: Page, { bank, no, title }: { bank: string; no: string; title: string }): void {
  const { top, left } = MARGIN;
  page
    .font('medium')
    .fontSize(12)
    .fillColor(INK)
    .text(printable(bank), left, top, { width: width(page) });
  page.font('regular').fontSize(9).fillColor(GREY);
  page.text(`文书编号：${no}`, left, top + 3, { width: width(page), align: 'right' });
  line(page, top + 24, INK, 1.2);
  page.font('medium').fontSize(20).fillColor(INK);
  page.text(printable(title), left, top + 42, { width: width(page), align: 'center', characterSpacing: 2 });
  page.y = top + 84;
}

export function drawPart(page: Page, part: Part): void {
  switch (part.kind) {
    case 'heading':
      keep(page, 60);
      page.y += 5;
      return write(page, part.text, { font: 'medium' });
    case 'paragraph':
      return paragraphsOf(part.text).forEach((text) => write(page, text, { indent: !part.flush }));
    case 'items':
      return part.items.forEach((text, at) => drawItem(page, `${at + 1}.`, text));
    case 'table':
      part.rows.flatMap(cut).forEach((row) => drawRow(page, row));
      page.y += 10;
  }
}

/** 落款, kept in one piece. */
export function drawSigned(page: Page, signed: Signed, at: Date): void {
  page.y += 10;
  if (signed.kind === 'seal') {
    // A page with a seal and nothing else says so, or somebody could write above it.
    if (keep(page, 56)) write(page, '（本页无正文）', {});
    write(page, `${signed.by}（印章）`, { align: 'right' });
    return write(page, day(at), { align: 'right' });
  }
  keep(page, 24 * signed.lines.length);
  signed.lines.forEach((signature) => write(page, signatureText(signature), { align: 'right' }));
}

function signatureText({ role, name, at }: Signature): string {
  return `${role}：${name}\u3000\u3000${minute(at)}`;
}

/** 页脚: on every page, below the margin. */
export function drawFoot(page: Page, at: number, of: number, templateVersion: string): void {
  const y = page.page.height - 44;
  // Below the margin pdfkit would begin a new page.
  page.page.margins.bottom = 0;
  page.font('regular').fontSize(8.5).fillColor(GREY);
  page.text(`模板 ${templateVersion}`, MARGIN.left, y, { lineBreak: false });
  page.text(`第 ${at} 页，共 ${of} 页`, MARGIN.left, y, { width: width(page), align: 'right' });
}

function drawItem(page: Page, mark: string, text: string): void {
  const { left } = MARGIN;
  keep(page, TEXT + LINE_GAP);
  const { y } = page;
  plain(page).text(mark, left + INDENT, y, { lineBreak: false });
  page.text(printable(text), left + INDENT + 18, y, {
    width: width(page) - INDENT - 18,
    lineGap: LINE_GAP,
  });
  page.x = left;
  page.y += 3;
}

function drawRow(page: Page, [label, value]: Row): void {
  const { left } = MARGIN;
  const valueWidth = width(page) - LABEL - 2 * CELL.x;
  const text = printable(value) || '—';
  const options = { width: valueWidth, lineGap: 3 };
  const labelOptions = { width: LABEL - 2 * CELL.x, lineGap: 3 };
  plain(page).fontSize(10);
  const inner = Math.max(page.heightOfString(text, options), page.heightOfString(label, labelOptions));
  const height = inner + CELL.top + CELL.bottom;
  keep(page, height);

  const { y } = page;
  page.rect(left, y, LABEL, height).fill(SHADE);
  page.lineWidth(0.6).strokeColor(RULE).rect(left, y, width(page), height).stroke();
  page
    .moveTo(left + LABEL, y)
    .lineTo(left + LABEL, y + height)
    .stroke();
  page.fillColor(INK).text(label, left + CELL.x, y + CELL.top, labelOptions);
  page.text(text, left + LABEL + CELL.x, y + CELL.top, options);
  page.x = left;
  page.y = y + height;
}

function cut([label, value]: Row): readonly Row[] {
  const chars = [...value];
  if (chars.length <= CELL_CHARS) return [[label, value]];
  const rest = chars.slice(CELL_CHARS).join('');
  return [
    [label, chars.slice(0, CELL_CHARS).join('')],
    ...cut([`${label.replace(/（续）$/u, '')}（续）`, rest]),
  ];
}

interface Style {
  readonly font?: 'regular' | 'medium';
  readonly indent?: boolean;
  readonly align?: 'left' | 'right';
}

function write(page: Page, text: string, { font = 'regular', indent = false, align = 'left' }: Style): void {
  plain(page, font).text(printable(text), MARGIN.left, page.y, {
    width: width(page),
    lineGap: LINE_GAP,
    paragraphGap: 2.5,
    indent: indent ? INDENT : 0,
    align,
  });
}

function plain(page: Page, font: 'regular' | 'medium' = 'regular'): Page {
  return page.font(font).fontSize(TEXT).fillColor(INK);
}

function paragraphsOf(text: string): readonly string[] {
  return text.split(/\s*\n\s*/u).filter((each) => each !== '');
}

/** What would be torn apart begins on the next page; says whether it does. */
function keep(page: Page, height: number): boolean {
  const isTorn = page.y + height > page.page.height - MARGIN.bottom;
  if (isTorn) page.addPage();
  return isTorn;
}

function line(page: Page, y: number, color: string, thickness: number): void {
  const { left } = MARGIN;
  page
    .lineWidth(thickness)
    .strokeColor(color)
    .moveTo(left, y)
    .lineTo(left + width(page), y)
    .stroke();
}

function width(page: Page): number {
  return page.page.width - MARGIN.left - MARGIN.right;
}

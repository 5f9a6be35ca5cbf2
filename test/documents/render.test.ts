import { createHash } from 'node:crypto';
import { heading, paragraph, table, type DocumentContent } from '../../src/documents/content';
import { renderPdf } from '../../src/documents/render';
import { at } from '../support/builders';
import { pdfPages, pdfText } from '../support/pdf-text';

const content = (more: Partial<DocumentContent> = {}): DocumentContent => ({
  no: 'KFB26000001-20260302-GZ01',
  bank: '诉达银行演示分行',
  title: '投诉处理决定告知书',
  templateVersion: 'GZ-1',
  at: at('2026-03-02 09:30'),
  parts: [heading('一、核实情况'), paragraph('系统重复计收年费。')],
  signed: { kind: 'seal', by: '诉达银行演示分行' },
  annex: [],
  ...more,
});
const hashOf = async (of: DocumentContent) =>
  createHash('sha256')
    .update(await renderPdf(of))
    .digest('hex');

const STORY =
  '客户说：“年费扣了两次”，柜台（二楼）答复「以系统为准」；客服、网点都没有处理，于是投诉。'.repeat(40);

describe('a document as PDF (R21, R25)', () => {
  it('says who writes, its number, its title, its text, its date and its template', async () => {
    const text = pdfText(await renderPdf(content()));
    for (const words of [
      '诉达银行演示分行',
      '文书编号：KFB26000001-20260302-GZ01',
      '投诉处理决定告知书',
      '一、核实情况',
      '系统重复计收年费。',
      '诉达银行演示分行（印章）',
      '2026年3月2日',
      '模板GZ-1',
      '第1页，共1页',
    ])
      expect(text).toContain(words);
  });

  it('has the same bytes for the same content, and others for other content', async () => {
    expect(await hashOf(content())).toBe(await hashOf(content()));
    expect(await hashOf(content({ parts: [paragraph('系统没有重复计收。')] }))).not.toBe(
      await hashOf(content()),
    );
    expect(await hashOf(content({ at: at('2026-03-02 09:31') }))).not.toBe(await hashOf(content()));
  });

  it('carries the characters it uses and not the whole font', async () => {
    const pdf = await renderPdf(content());
    expect(pdf.toString('latin1')).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansSC/u);
    expect(pdf.length).toBeLessThan(60_000);
  });

  it('goes on for as many pages as it needs, each with its number, and loses no word', async () => {
    const pages = pdfPages(await renderPdf(content({ parts: [paragraph(STORY), paragraph(STORY)] })));
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((lines, index) =>
      expect(lines.join('')).toContain(`第${index + 1}页，共${pages.length}页`),
    );
    expect(bodyOf(pages)).toContain(STORY + STORY);
  });

  it('begins no line with a closing mark and ends none with an opening one (避头尾)', async () => {
    const pages = pdfPages(
      await renderPdf(content({ parts: [paragraph(STORY), table(['事实经过', STORY])] })),
    );
    const lines = pages.flat();
    expect(lines.length).toBeGreaterThan(60);
    expect(lines.filter((line) => /^[，。；：、）」”？！》]|[（「“《]$/u.test(line))).toEqual([]);
  });

  it('keeps a long cell of a table whole over the pages', async () => {
    const facts = STORY.slice(0, 2_500);
    const pages = pdfPages(await renderPdf(content({ parts: [table(['事实经过', facts])] })));
    expect(pages.length).toBeGreaterThan(1);
    expect(bodyOf(pages).replaceAll('事实经过（续）', '')).toContain(facts);
  });

  it('puts no seal on an empty page: the page says that it holds no text', async () => {
    const rows = Array.from({ length: 26 }, (_, index) => paragraph(`第${index}段`));
    let last: readonly string[] = [];
    for (let count = 26; count < 40 && !last.includes('（本页无正文）'); count += 1) {
      const pages = pdfPages(await renderPdf(content({ parts: [...rows, ...rows.slice(0, count - 26)] })));
      last = pages.at(-1) ?? [];
    }
    expect(last.slice(0, 3)).toEqual(['（本页无正文）', '诉达银行演示分行（印章）', '2026年3月2日']);
  });

  it('marks what its font has not with 〓 and drops what cannot be printed', async () => {
    const text = pdfText(await renderPdf(content({ parts: [paragraph('𠮷先生\u0000的\u200b喆、堃😀')] })));
    expect(text).toContain('〓先生的喆、堃〓');
  });
});

/** The text without what stands on every page. */
function bodyOf(pages: readonly (readonly string[])[]): string {
  return pages
    .flat()
    .filter((line) => !/第\d+页，共\d+页/u.test(line))
    .join('');
}

import { execFileSync } from 'node:child_process';

const READ = `
import { getDocumentProxy } from 'unpdf';
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const files = [];
for (const pdf of JSON.parse(Buffer.concat(chunks).toString())) {
  const file = await getDocumentProxy(new Uint8Array(Buffer.from(pdf, 'base64')));
  const pages = [];
  for (let no = 1; no <= file.numPages; no += 1) {
    const { items } = await (await file.getPage(no)).getTextContent();
    const lines = new Map();
    for (const { str, transform } of items) {
      const y = Math.round(transform[5]);
      lines.set(y, (lines.get(y) ?? '') + str);
    }
    pages.push([...lines.values()].map((line) => line.replace(/\\s/gu, '')).filter((line) => line !== ''));
  }
  files.push(pages);
}
process.stdout.write(JSON.stringify(files));
`;

/** Lines without white space, page by page. */
export type Pages = readonly (readonly string[])[];

/** Reads several PDFs at once, for starting the reader costs most: an ES module, it runs beside the tests. */
export function readPdfs(pdfs: readonly Buffer[]): readonly Pages[] {
  const input = JSON.stringify(pdfs.map((pdf) => pdf.toString('base64')));
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', READ], {
    input,
    maxBuffer: 1 << 26,
  });
  return JSON.parse(out.toString()) as Pages[];
}

export function pdfPages(pdf: Buffer): Pages {
  return readPdfs([pdf])[0] ?? [];
}

export function textOf(pages: Pages): string {
  return pages.flat().join('');
}

export function pdfText(pdf: Buffer): string {
  return textOf(pdfPages(pdf));
}

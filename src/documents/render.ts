import PDFDocument from 'pdfkit';
import type { DocumentContent } from './content';
import { fonts } from './fonts';
import { drawFoot, drawHead, drawPart, drawSigned, MARGIN } from './layout';

/**
 * 文书成册 (R21, R25): A4, with the characters it uses embedded. The same content gives the same bytes, so a document
 * rendered again has the same hash. Some 5 ms of one core, once the fonts are read.
 */
export function renderPdf(content: DocumentContent): Promise<Buffer> {
  const { no, bank, title, templateVersion, at } = content;
  const page = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: `${title} ${no}`, Author: bank, Creator: '诉达', Producer: '诉达', CreationDate: at },
  });
  const written = collected(page);

  const { regular, medium } = fonts();
  // pdfkit takes a parsed font too (its types do not know): parsed anew for each document it would cost ten times as much.
  page.registerFont('regular', regular as never).registerFont('medium', medium as never);

  drawHead(page, { bank, no, title });
  content.parts.forEach((part) => drawPart(page, part));
  drawSigned(page, content.signed, at);
  if (content.annex.length > 0) page.addPage();
  content.annex.forEach((part) => drawPart(page, part));

  const { count } = page.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    page.switchToPage(index);
    drawFoot(page, index + 1, count, templateVersion);
  }
  page.end();
  return written;
}

function collected(page: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
  });
}

import {
  appendBezierCurve,
  closePath,
  concatTransformationMatrix,
  drawObject,
  fill,
  lineTo,
  moveTo,
  PDFDocument,
  popGraphicsState,
  pushGraphicsState,
  setFillingRgbColor,
  setGraphicsState,
  setLineWidth,
  setStrokingRgbColor,
  stroke,
  type PDFOperator,
} from '@cantoo/pdf-lib';
import { markOutline, SLOPE, spacingOf, type Curve, type Mark } from './mark';

/** Points. */
const EM = 15;

/**
 * PDF 水印: on every page. The file is written anew from what was read of it, so that a reader is never given a byte nobody
 * looked at.
 */
export async function markPdf(bytes: Buffer, mark: Mark): Promise<Buffer> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { context } = pdf;
  const outline = markOutline(mark);
  const shapes = outlined(outline.curves);
  const form = context.register(
    context.formXObject(
      [
        setGraphicsState('Rim'),
        ...[setStrokingRgbColor(1, 1, 1), setLineWidth(0.11), ...shapes, stroke()],
        setGraphicsState('Letters'),
        ...[setFillingRgbColor(0, 0, 0), ...shapes, fill()],
      ],
      {
        BBox: context.obj([-0.5, -0.5, outline.width + 0.5, 1.5]),
        Resources: { ExtGState: { Rim: { CA: 0.4 }, Letters: { ca: 0.3 } } },
      },
    ),
  );
  const { across, down } = spacingOf(outline);
  const [cos, sin] = [Math.cos(SLOPE) * EM, Math.sin(SLOPE) * EM];
  for (const page of pdf.getPages()) {
    const { x, y, width, height } = page.getMediaBox();
    const name = page.node.newXObject('Mark', form);
    for (let up = 0; up < height; up += down * EM)
      for (let right = 0; right < width; right += across * EM)
        page.pushOperators(
          pushGraphicsState(),
          concatTransformationMatrix(cos, sin, -sin, cos, x + right + EM, y + up + EM),
          drawObject(name),
          popGraphicsState(),
        );
  }
  return Buffer.from(await pdf.save({ objectsPerTick: 200 }));
}

/** PDF has no curves of one control point: they are written as those of two. */
function outlined(curves: readonly Curve[]): PDFOperator[] {
  let [x, y] = [0, 0];
  return curves.map(([letter, ...args]) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
    const [fromX, fromY] = [x, y];
    [x = fromX, y = fromY] = args.slice(-2);
    switch (letter) {
      case 'M':
        return moveTo(a, b);
      case 'L':
        return lineTo(a, b);
      case 'Q': {
        const towards = (end: number, control: number) => end + ((control - end) * 2) / 3;
        return appendBezierCurve(towards(fromX, a), towards(fromY, b), towards(c, a), towards(d, b), c, d);
      }
      case 'C':
        return appendBezierCurve(a, b, c, d, e, f);
      case 'Z':
        return closePath();
    }
  });
}

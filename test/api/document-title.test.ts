import { documentTitle } from '../../src/api/views/document-title';
import { templateFor } from '../../src/documents/templates';
import { mainPath, SIDE_PATH } from '../documents/samples';

describe('the name of a document on the page of its case (R25)', () => {
  it.each([['the main path', mainPath] as const, ...Object.entries(SIDE_PATH)])(
    'is the one printed at its head: %s',
    (_story, written) => {
      for (const { document, complaint, event } of written())
        expect(documentTitle(document, complaint)).toBe(templateFor(event)?.title);
    },
  );
});

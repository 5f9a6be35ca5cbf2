import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOrgBook, type OrgBook } from '../../config/org-book';
import type { Fault } from '../../src/errors';

const TEXT = readFileSync('config/org.demo.yaml', 'utf8');
const AT = new Date('2026-03-02T01:30:00Z');

describe('the organisation file, followed while the service runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suda-org-'));
  const file = join(folder, 'org.yaml');
  let book: OrgBook;
  const faults: Fault[] = [];
  let changes = 0;

  beforeEach(() => {
    writeFileSync(file, TEXT);
    faults.length = changes = 0;
    book = openOrgBook(file, { onChanged: () => changes++, onBroken: (fault) => faults.push(fault) });
  });
  afterEach(() => book.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  const nameOf = (userId: string) => book.orgAt(AT).people.get(userId)?.name;

  it('counts as it stands now', () => {
    expect(nameOf('he.li')).toBe('何丽');
    writeFileSync(file, TEXT.replace('何丽', '何美丽'));
    book.look();
    expect(nameOf('he.li')).toBe('何美丽');
    book.look();
    expect(changes).toBe(1);
  });

  it('that is wrong, or gone, changes nothing, and is told once', () => {
    writeFileSync(file, TEXT.replace('userid: he.li', 'userid: zhou.min'));
    book.look();
    book.look();
    expect(faults.map(({ code }) => code)).toEqual(['org_invalid']);
    expect(nameOf('he.li')).toBe('何丽');
    rmSync(file);
    book.look();
    expect(faults).toHaveLength(2);
    writeFileSync(file, TEXT);
    book.look();
    expect([changes, nameOf('he.li')]).toEqual([1, '何丽']);
  });
});

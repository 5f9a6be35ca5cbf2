import { readFileSync } from 'node:fs';
import { SECRETS, SETTINGS } from '../../config/env';

interface Line {
  readonly name: string;
  readonly value: string;
  readonly isCommented: boolean;
}

const lines = readFileSync('.env.example', 'utf8')
  .split('\n')
  .flatMap((text): Line[] => {
    const found = /^(#?)([A-Z][A-Z0-9_]*)=(.*)$/u.exec(text);
    return found ? [{ name: found[2] ?? '', value: found[3] ?? '', isCommented: found[1] === '#' }] : [];
  });
const settings = Object.entries(SETTINGS);

/** What a setting is when nobody sets it: its default, nothing if it is optional, and 'required' otherwise. */
function unset(name: string): string {
  const result = SETTINGS[name as keyof typeof SETTINGS].safeParse(undefined);
  return result.success ? String(result.data ?? '') : 'required';
}

describe('.env.example', () => {
  it('names every setting of the schema once, and no other', () => {
    const wanted = [...settings.map(([name]) => name), ...SECRETS.map((name) => `${name}_FILE`)];
    expect(lines.map(({ name }) => name).sort()).toEqual(wanted.sort());
  });

  it('comments out what may be left alone and leaves open what must be filled in', () => {
    const open = lines.filter(({ isCommented }) => !isCommented).map(({ name }) => name);
    const required = settings.filter(([name]) => unset(name) === 'required').map(([name]) => name);
    expect(open.sort()).toEqual(required.sort());
  });

  it('states the defaults that the schema has', () => {
    const stated = lines.filter(({ isCommented, name }) => isCommented && !name.endsWith('_FILE'));
    for (const { name, value } of stated) {
      expect([name, value]).toEqual([name, unset(name)]);
    }
    expect(stated.length).toBeGreaterThan(0);
  });

  it('holds no secret', () => {
    const secrets = lines.filter(({ name }) => SECRETS.some((secret) => name.startsWith(secret)));
    expect(secrets.filter(({ value }) => value !== '')).toEqual([]);
  });
});

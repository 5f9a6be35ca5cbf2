import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { createLinkTokens } from '../../src/store/link-tokens';
import { createSealer } from '../../src/store/sealer';

const tokens = createLinkTokens(createSealer(randomBytes(32)));

describe('the token of a link (R22, L2)', () => {
  it.each(['survey', 'notice'] as const)('is made for a %s, and read as one by its own seal', (kind) => {
    const { token, link } = tokens.make(kind);
    expect(token).toMatch(/^[\w-]{32}$/u);
    expect(tokens.read(token)).toEqual({ kind, link });
    expect(link).not.toContain(token);
  });

  it('is another one each time', () => {
    const made = Array.from({ length: 100 }, () => tokens.make('survey').token);
    expect(new Set(made).size).toBe(100);
  });

  it('made by somebody else is none', () => {
    const other = createLinkTokens(createSealer(randomBytes(32)));
    expect(tokens.read(other.make('survey').token)).toBeUndefined();
  });

  it('is none any more with one sign changed, left out or put in', () => {
    const { token } = tokens.make('notice');
    fc.assert(
      fc.property(fc.nat(31), fc.constantFrom(...'AZaz09-_'), (at, sign) => {
        const changed = token.slice(0, at) + sign + token.slice(at + 1);
        expect(tokens.read(changed) === undefined).toBe(changed !== token);
        expect(tokens.read(token.slice(0, at) + token.slice(at + 1))).toBeUndefined();
        expect(tokens.read(token.slice(0, at) + sign + token.slice(at))).toBeUndefined();
      }),
    );
  });

  it('is nothing that was made up', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\w-]{32}$/u)), (text) => {
        expect(tokens.read(text)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

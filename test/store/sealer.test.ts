import * as fc from 'fast-check';
import { createSealer, openWith, sealWith } from '../../src/store/sealer';
import { MASTER_KEY } from './rig';

const sealer = createSealer(MASTER_KEY);
const place = { purpose: 'draft', context: 'lin' };

describe('sealing (封存)', () => {
  it('and opening are opposites, for every text and all bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sealer.open(sealer.seal(text, place), place)).toBe(text);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(sealer.openBytes(sealer.seal(Buffer.from(bytes), place), place)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('never gives the same bytes twice, nor any of the plaintext', () => {
    const sealed = Array.from({ length: 50 }, () => sealer.seal('13812345678', place).toString('hex'));
    expect(new Set(sealed).size).toBe(50);
    expect(sealed.join('')).not.toContain(Buffer.from('13812345678').toString('hex'));
  });

  it('begins with the number of its format', () => {
    expect(sealer.seal('x', place)[0]).toBe(1);
  });

  it('opens after a restart: the keys are drawn from the master key alone', () => {
    expect(createSealer(Buffer.from(MASTER_KEY)).open(sealer.seal('x', place), place)).toBe('x');
  });
});

describe('what does not open', () => {
  const sealed = sealer.seal('诉', place);

  it.each([
    ['another purpose', { purpose: 'inbox', context: 'lin' }],
    ['another context', { purpose: 'draft', context: 'wang' }],
    ['no context', { purpose: 'draft', context: '' }],
    ['the two swapped', { purpose: 'lin', context: 'draft' }],
  ])('with %s', (_what, other) => {
    expect(() => sealer.open(sealed, other)).toThrow('seal_broken');
  });

  it('under another master key', () => {
    expect(() => createSealer(Buffer.alloc(32, 1)).open(sealed, place)).toThrow('seal_broken');
  });

  it.each([...sealed].map((_, at) => at))('with byte %i changed', (at) => {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => sealer.open(changed, place)).toThrow('seal_broken');
  });

  it('cut anywhere, or with more behind', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(() => sealer.open(sealed.subarray(0, length), place)).toThrow('seal_broken');
    }
    expect(() => sealer.open(Buffer.concat([sealed, Buffer.of(0)]), place)).toThrow('seal_broken');
  });

  it('and says nothing of the content or the key when it fails', () => {
    try {
      sealer.open(sealed, { ...place, context: 'wang' });
      throw new Error('it opened');
    } catch (error) {
      expect(String(error)).toBe('Fault: seal_broken: the sealed bytes were changed or belong elsewhere');
    }
  });
});

describe('a blind index (盲索引)', () => {
  it('is the same for the same value and purpose, and only then', () => {
    const mark = sealer.blindIndex('phone', '13812345678');
    expect(sealer.blindIndex('phone', '13812345678')).toBe(mark);
    expect(sealer.blindIndex('idNo', '13812345678')).not.toBe(mark);
    expect(sealer.blindIndex('phone', '13812345679')).not.toBe(mark);
    expect(createSealer(Buffer.alloc(32, 1)).blindIndex('phone', '13812345678')).not.toBe(mark);
  });

  it('gives nothing back: 64 hexadecimal digits, whatever the value', () => {
    expect(sealer.blindIndex('phone', '')).toMatch(/^[0-9a-f]{64}$/);
    expect(sealer.blindIndex('phone', '1'.repeat(999))).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('keys', () => {
  it.each([0, 16, 31, 33])('of %i bytes are refused', (length) => {
    expect(() => createSealer(Buffer.alloc(length, 1))).toThrow('master_key_invalid');
  });

  it('given by hand seal and open alike', () => {
    const key = Buffer.alloc(32, 9);
    expect(openWith(key, sealWith(key, '投诉', 'case/phone'), 'case/phone').toString()).toBe('投诉');
  });
});

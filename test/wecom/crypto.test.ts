import nodeCrypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import * as fc from 'fast-check';
import { Fault } from '../../src/errors';
import {
  checkKeys,
  openEncrypted,
  sealSigned,
  signatureMatches,
  type CallbackKeys,
} from '../../src/wecom/crypto';
import { encryptBlocks, SAMPLE, seal, sign } from '../support/signed-callback';

const keys: CallbackKeys = {
  corpId: SAMPLE.corpId,
  tokens: [SAMPLE.token],
  aesKeys: [SAMPLE.aesKey],
};

/** The official WXBizMsgCrypt samples (api.md 1.8, V1 and V2). */
const ECHO = {
  timestamp: '1409659589',
  nonce: '263014780',
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const TEXT = {
  timestamp: '1409659813',
  nonce: '1372623149',
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};
/** V3: encryption made repeatable by a fixed random prefix. */
const RANDOM = Buffer.from('0123456789abcdef');
const SEALED = [
  {
    message: 'success',
    corpId: SAMPLE.corpId,
    encrypted: 'sKqRbbiSUnDhFHOvPjtUMbWS28WQJEcq+Mzda1Jz7/48f8S/Ty+bA9T4kUGo9xXppbi6Xb5CJDNdGLzlBP6xcQ==',
    signature: 'c6700a4d26ea694b666a1d78933ea5cca2bdb6ba',
  },
  {
    message: '你好',
    corpId: SAMPLE.corpId,
    encrypted: 'sKqRbbiSUnDhFHOvPjtUMRAy/XD9XOtIfTPpJzoZ07E3Mha7V5Vu9PLjQblVSoOGBRqNKiZBBHDCd8gGUlO6DQ==',
    signature: '034720b9840ce3c6cd713e3201371638455f8b53',
  },
  {
    message: '{"a":1}',
    corpId: '',
    encrypted: 'sKqRbbiSUnDhFHOvPjtUMcinhN3yWU1yAhjw+7dix1E=',
    signature: '68363d5d22c625da850cddadedf428b9aab58b05',
  },
  {
    message: 'x'.repeat(26),
    corpId: SAMPLE.corpId,
    encrypted:
      'sKqRbbiSUnDhFHOvPjtUMSs1k8K1CdhVATTBQNj5RGfr2SSogQPwiaREvDG6j+anDDTQGRPc5XVafaRf07vjdJWo03DV9aa/cArn/HDtV476heTTKpJSMh7JMO1cnA3V',
    signature: '704c72221c37caa50e80abdf53d4b21e0f6294e2',
  },
];

describe('the published samples (WXBizMsgCrypt)', () => {
  it.each([ECHO, TEXT])('bear the signature $signature', ({ signature, ...signed }) => {
    expect(signatureMatches(signature, signed, [SAMPLE.token])).toBe(true);
  });

  it('open the echo of a URL verification, padded by 7', () => {
    expect(openEncrypted(ECHO.encrypted, keys)).toBe('1616140317555161061');
  });

  it('open a text message, padded by 30: more than a block of AES', () => {
    const text = openEncrypted(TEXT.encrypted, keys) ?? '';
    expect(text).toHaveLength(284);
    expect(text).toContain('<FromUserName><![CDATA[mycreate]]></FromUserName>');
    expect(text).toContain('<Content><![CDATA[hello]]></Content>');
    expect(text).toContain('<MsgId>4561255354251345929</MsgId>');
  });
});

describe('sealing (加密)', () => {
  it.each(SEALED)('gives the known bytes for $message to "$corpId"', ({ message, corpId, ...known }) => {
    const { timestamp, nonce } = TEXT;
    expect(sealSigned(message, { ...keys, corpId }, { timestamp, nonce, random: RANDOM })).toEqual(known);
  });

  it.each(SEALED)('is undone by opening $message', ({ message, corpId, encrypted }) => {
    expect(openEncrypted(encrypted, { ...keys, corpId })).toBe(message);
  });

  it('and the builder the other tests use give the same bytes', () => {
    for (const { message, corpId, encrypted, signature } of SEALED) {
      expect(seal(message, { ...SAMPLE, corpId }, { random: RANDOM })).toBe(encrypted);
      expect(sign(SAMPLE.token, TEXT.timestamp, TEXT.nonce, encrypted)).toBe(signature);
    }
  });

  it('and opening are opposites for every text and every length of padding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        fc.pre(!text.includes('\uFFFD'));
        expect(openEncrypted(seal(text, SAMPLE), keys)).toBe(text);
      }),
    );
  });
});

describe('comparing signatures (验签)', () => {
  const { signature, ...signed } = TEXT;

  it.each([...signature].map((_, index) => index))('notices a change of digit %i', (index) => {
    const other = signature[index] === '0' ? '1' : '0';
    const changed = signature.slice(0, index) + other + signature.slice(index + 1);
    expect(signatureMatches(changed, signed, [SAMPLE.token])).toBe(false);
  });

  it.each(['', signature.slice(0, -1), `${signature}0`, signature.toUpperCase(), '企业微信'])(
    'refuses %p without a throw, whatever its length',
    (given) => {
      expect(signatureMatches(given, signed, [SAMPLE.token])).toBe(false);
    },
  );

  it('covers timestamp, nonce and ciphertext', () => {
    const { timestamp, nonce, encrypted } = signed;
    const others = [
      { ...signed, timestamp: `${timestamp}1` },
      { ...signed, nonce: `${nonce}1` },
      { ...signed, encrypted: encrypted.replace('Ryp', 'Rxp') },
    ];
    for (const other of others) expect(signatureMatches(signature, other, [SAMPLE.token])).toBe(false);
  });

  it('refuses a signature made without a token: unset is not empty', () => {
    const unsigned = sign('', signed.timestamp, signed.nonce, signed.encrypted);
    expect(signatureMatches(unsigned, signed, [SAMPLE.token])).toBe(false);
    expect(signatureMatches(unsigned, signed, [])).toBe(false);
  });

  it('compares in constant time, wherever the first difference stands', () => {
    const compare = vi.spyOn(nodeCrypto, 'timingSafeEqual');
    syncBuiltinESMExports();
    try {
      for (const wrong of [`0${signature.slice(1)}`, `${signature.slice(0, -1)}0`]) {
        expect(signatureMatches(wrong, signed, [SAMPLE.token])).toBe(false);
      }
      expect(compare).toHaveBeenCalledTimes(2);
    } finally {
      compare.mockRestore();
      syncBuiltinESMExports();
    }
  });
});

describe('opening (解密)', () => {
  const message = '<xml>投诉</xml>';
  const canonical = seal(message, SAMPLE);

  it('takes what is whole and ours', () => {
    expect(openEncrypted(canonical, keys)).toBe(message);
  });

  it.each(['wx5823bf96d3bd56c8', 'wx5823bf96d3bd56c70', 'wx5823bf96d3bd56c', ''])(
    'refuses the receiveid %p: a message to another corp',
    (corpId) => {
      expect(openEncrypted(seal(message, { ...SAMPLE, corpId }), keys)).toBeUndefined();
    },
  );

  it('refuses another AES key', () => {
    const aesKey = `k${SAMPLE.aesKey.slice(1)}`;
    expect(openEncrypted(seal(message, { ...SAMPLE, aesKey }), keys)).toBeUndefined();
  });

  it.each([0, 33, 64, 255])('refuses padding by %i', (padByte) => {
    expect(openEncrypted(seal(message, SAMPLE, { padByte }), keys)).toBeUndefined();
  });

  it('refuses a missing padding, where message and receiveid fill the blocks', () => {
    const head = Buffer.concat([RANDOM, Buffer.from([0, 0, 0, 26])]);
    const whole = Buffer.concat([head, Buffer.from('x'.repeat(26) + SAMPLE.corpId)]);
    expect(whole.length % 32).toBe(0);
    expect(openEncrypted(encryptBlocks(whole, SAMPLE.aesKey), keys)).toBeUndefined();
  });

  it('refuses a padding of 48: whole blocks of AES, but not of WeCom', () => {
    const declared = Buffer.from([0, 0, 0, 10]);
    const raw = Buffer.concat([RANDOM, declared, Buffer.from('x'.repeat(10) + SAMPLE.corpId)]);
    const padded = Buffer.concat([raw, Buffer.alloc(48, 48)]);
    expect(padded.length % 32).toBe(0);
    expect(openEncrypted(encryptBlocks(padded, SAMPLE.aesKey), keys)).toBeUndefined();
  });

  it('refuses whole blocks of AES that are no whole blocks of WeCom', () => {
    const raw = Buffer.concat([
      RANDOM,
      Buffer.from([0, 0, 0, 9]),
      Buffer.from('x'.repeat(9) + SAMPLE.corpId),
    ]);
    const padded = Buffer.concat([raw, Buffer.of(1)]);
    expect(padded.length).toBe(48);
    expect(openEncrypted(encryptBlocks(padded, SAMPLE.aesKey), keys)).toBeUndefined();
  });

  it.each([
    ['one too many', Buffer.byteLength(message) + 1],
    ['one too few', Buffer.byteLength(message) - 1],
    ['nothing', 0],
    ['far beyond the end', 0x7fffffff],
    ['less than nothing', -1],
    ['all there is, receiveid included', Buffer.byteLength(message) + SAMPLE.corpId.length],
  ])('refuses a declared length of %s', (_what, declaredLength) => {
    expect(openEncrypted(seal(message, SAMPLE, { declaredLength }), keys)).toBeUndefined();
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['half a character', [0xe6, 0x8a]],
    ['three quarters of an emoji', [0xf0, 0x9f, 0x98]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
  ])('refuses broken UTF-8: %s', (_what, bytes) => {
    const broken = Buffer.concat([Buffer.from('投诉'), Buffer.from(bytes), Buffer.from('!')]);
    expect(openEncrypted(seal(broken, SAMPLE), keys)).toBeUndefined();
  });

  it('takes a replacement character that somebody really typed', () => {
    expect(openEncrypted(seal('姓名是\uFFFD\uFFFD', SAMPLE), keys)).toBe('姓名是\uFFFD\uFFFD');
  });

  it.each([
    ['nothing', ''],
    ['a character less', canonical.slice(0, -1)],
    ['a quartet less', canonical.slice(0, -4)],
    ['half of it', canonical.slice(0, canonical.length / 2)],
    ['one block of AES less', shortened(canonical, 16)],
    ['one block of WeCom less', shortened(canonical, 32)],
    ['a single block of WeCom', Buffer.alloc(32).toString('base64')],
    ['blanks around it', ` ${canonical} `],
    ['a line break inside', `${canonical.slice(0, 4)}\n${canonical.slice(4)}`],
    ['padding in the middle', `${canonical.slice(0, 4)}====${canonical.slice(8)}`],
    ['no padding', canonical.replace(/=+$/, '')],
    ['more padding', `${canonical}====`],
    ['the URL alphabet', ECHO.encrypted.replaceAll('+', '-').replaceAll('/', '_')],
    ['a character of another script', canonical.replace(/^./, '投')],
  ])('refuses a ciphertext of %s', (_what, encrypted) => {
    expect(openEncrypted(encrypted, keys)).toBeUndefined();
  });

  it('refuses a second spelling of the same bytes: one message, one ciphertext', () => {
    const respelled = respellings(canonical);
    expect(respelled.length).toBeGreaterThan(0);
    for (const other of respelled) {
      expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(canonical, 'base64'));
      expect(openEncrypted(other, keys)).toBeUndefined();
    }
  });

  it('never throws and never opens, whatever it is given', () => {
    const encrypted = fc.oneof(
      fc.string(),
      fc.base64String({ maxLength: 400 }),
      fc.uint8Array({ minLength: 32, maxLength: 320 }).map((bytes) => Buffer.from(bytes).toString('base64')),
      fc
        .array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 8 })
        .map((blocks) => encryptBlocks(Buffer.concat(blocks), SAMPLE.aesKey)),
    );
    fc.assert(
      fc.property(encrypted, (given) => openEncrypted(given, keys) === undefined),
      { numRuns: 500 },
    );
  });
});

describe('rotating Token and EncodingAESKey', () => {
  const old = {
    corpId: SAMPLE.corpId,
    token: 'oldToken1',
    aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  };
  const both: CallbackKeys = {
    corpId: SAMPLE.corpId,
    tokens: [SAMPLE.token, old.token],
    aesKeys: [SAMPLE.aesKey, old.aesKey],
  };
  const signed = { timestamp: '1409659813', nonce: 'n', encrypted: 'e' };

  it('accepts the new and the old together', () => {
    for (const { token, aesKey } of [SAMPLE, old]) {
      const signature = sign(token, signed.timestamp, signed.nonce, signed.encrypted);
      expect(signatureMatches(signature, signed, both.tokens)).toBe(true);
      expect(openEncrypted(seal('<xml/>', { ...old, aesKey }), both)).toBe('<xml/>');
    }
  });

  it('accepts the old no longer once it is taken out', () => {
    const signature = sign(old.token, signed.timestamp, signed.nonce, signed.encrypted);
    expect(signatureMatches(signature, signed, keys.tokens)).toBe(false);
    expect(openEncrypted(seal('<xml/>', old), keys)).toBeUndefined();
  });

  it('seals with the new one', () => {
    const { encrypted, signature } = sealSigned('hi', both, { timestamp: '1', nonce: 'n' });
    expect(openEncrypted(encrypted, keys)).toBe('hi');
    expect(signatureMatches(signature, { timestamp: '1', nonce: 'n', encrypted }, keys.tokens)).toBe(true);
  });
});

describe('checking the keys at start', () => {
  it('passes those of the samples, with and without previous ones', () => {
    expect(() => checkKeys(keys)).not.toThrow();
    expect(() => checkKeys({ ...keys, tokens: [SAMPLE.token, 'older'] })).not.toThrow();
  });

  it.each<[string, Partial<CallbackKeys>]>([
    ['no corpid', { corpId: '' }],
    ['no token', { tokens: [] }],
    ['an empty token', { tokens: [''] }],
    ['an empty previous token', { tokens: [SAMPLE.token, ''] }],
    ['a token with a blank', { tokens: ['QDG6eK '] }],
    ['a token of 33 characters', { tokens: ['a'.repeat(33)] }],
    ['no AES key', { aesKeys: [] }],
    ['an empty AES key', { aesKeys: [''] }],
    ['an AES key of 42 characters', { aesKeys: [SAMPLE.aesKey.slice(1)] }],
    ['an AES key of 44 characters', { aesKeys: [`${SAMPLE.aesKey}=`] }],
    ['an AES key with a sign', { aesKeys: [`+${SAMPLE.aesKey.slice(1)}`] }],
    ['a malformed previous AES key', { aesKeys: [SAMPLE.aesKey, 'short'] }],
  ])('refuses %s', (_what, wrong) => {
    expect(() => checkKeys({ ...keys, ...wrong })).toThrow(Fault);
  });

  it('names no secret in what it says', () => {
    const said = thrownBy(() => checkKeys({ ...keys, tokens: ['a secret token'] }));
    expect(said).toMatch(/^callback_keys_invalid/);
    expect(said).not.toContain('a secret token');
  });
});

function thrownBy(run: () => void): string {
  try {
    run();
  } catch (error) {
    return String((error as Error).message);
  }
  throw new Error('nothing was thrown');
}

/** The same ciphertext without its last bytes, in good base64. */
function shortened(encrypted: string, bytes: number): string {
  return Buffer.from(encrypted, 'base64').subarray(0, -bytes).toString('base64');
}

/** Other base64 texts of the same bytes: the unused bits of the last character set. */
function respellings(encrypted: string): readonly string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const tail = encrypted.match(/=+$/)?.[0] ?? '';
  const at = encrypted.length - tail.length - 1;
  const last = alphabet.indexOf(encrypted.charAt(at));
  const spare = tail.length === 2 ? 16 : tail.length === 1 ? 4 : 1;
  return Array.from({ length: spare - 1 }, (_, index) =>
    encrypted.slice(0, at).concat(alphabet.charAt(last + index + 1), tail),
  );
}

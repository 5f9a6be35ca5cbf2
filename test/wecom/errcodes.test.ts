import { errcodeMeaning } from '../../src/wecom/errcodes';
import { hintOf, WeComError } from '../../src/wecom/wecom-error';

/** api.md 4, 5.2, 6.8 and 12. */
const SENDING_CODES = [
  -1, 40001, 40013, 40014, 42001, 40091, 41001, 40003, 40056, 301002, 45009, 45033, 48002, 48001, 48006,
  48009, 48010, 50003, 50006, 60011, 60020, 60111, 81013, 40008, 40031, 40032, 40033, 40058, 40007, 41016,
  42014, 42015, 42016, 42017, 42018, 42019, 42020, 42022, 60140, 42052, 42027, 42028, 42029, 42030, 42031,
  42033, 42035, 42036, 42037, 42042, 42047, 42038, 42039, 42040, 42041, 42043, 42044, 42045, 42046, 42049,
  42050, 42051, 43012, 44004, 45002, 45008, 45034, 82001, 82002, 82003, 82004, 90200, 90201, 90202, 90203,
  90204, 90206, 90207, 90208, 301049, 301050, 301051, 93000, 93004, 93008, 93017,
];

describe('errcodes of WeCom (错误码)', () => {
  it.each([40014, 42001, 40001])('%i renews the token', (errcode) => {
    expect(errcodeMeaning(errcode).action).toBe('refresh');
  });

  it.each([40003, 60111, 60011, 81013, 40031])('%i looks for somebody else to tell', (errcode) => {
    expect(errcodeMeaning(errcode).action).toBe('reroute');
  });

  it.each([301049, 301050, 301051, 93000, 93004, 93008])('%i waits for an operator', (errcode) => {
    expect(errcodeMeaning(errcode)).toMatchObject({ action: 'stop', scope: 'setup' });
  });

  it('waits a minute after a frequency limit and less after a busy system', () => {
    expect(errcodeMeaning(45009)).toMatchObject({ action: 'retry', waitMs: 60_000 });
    expect(errcodeMeaning(45033)).toMatchObject({ action: 'retry', waitMs: 2_000 });
    expect(errcodeMeaning(-1)).toMatchObject({ action: 'retry', waitMs: 1_000 });
  });

  it('tells a wrong set-up, which heals, from a wrong message, which does not', () => {
    expect(errcodeMeaning(60020)).toMatchObject({ action: 'stop', scope: 'setup' });
    expect(errcodeMeaning(40058)).toMatchObject({ action: 'stop', scope: 'message' });
  });

  it('tries again on a code it has never seen', () => {
    expect(errcodeMeaning(99_999).action).toBe('retry');
  });

  it('knows every code that sending can meet, in short Chinese', () => {
    for (const errcode of SENDING_CODES) {
      const { meaning } = errcodeMeaning(errcode);
      expect(meaning).not.toBe('未知错误码');
      expect(meaning).toMatch(/\p{Script=Han}/u);
      expect(meaning.length).toBeLessThan(32);
    }
  });
});

describe('an error of WeCom', () => {
  it('keeps the hint for support and the address WeCom saw, and nothing else of errmsg', () => {
    const errmsg =
      'not allow to access from your ip, hint: [1700-9f], from ip: 203.0.113.9, more info at 张三 13800000000';
    expect(hintOf(errmsg)).toBe('hint 1700-9f, from ip 203.0.113.9');
    expect(hintOf('invalid content: 张三')).toBeUndefined();
    expect(hintOf(undefined)).toBeUndefined();
  });

  it('names the call, the code and what it means', () => {
    const error = new WeComError({ api: 'message/send', errcode: 60020, hint: 'hint 1' });
    expect(error.message).toBe('wecom_refused: message/send 60020 服务器出口 IP 不在企业可信 IP 中 (hint 1)');
  });
});

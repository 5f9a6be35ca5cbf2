import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnv, SECRETS } from '../../config/env';
import { Fault } from '../../src/errors';

const KEY = Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64');
const AES = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const SOURCE: Readonly<Record<string, string>> = {
  MONGODB_URI: 'mongodb://127.0.0.1/suda',
  REDIS_URL: 'redis://127.0.0.1:6379',
  WECOM_CORP_ID: 'ww0123456789abcdef',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_SECRET: 'agentSecretAgentSecret',
  WECOM_CALLBACK_TOKEN: 'tokenToken',
  WECOM_CALLBACK_AES_KEY: AES,
  SUDA_MASTER_KEY: KEY,
  SUDA_ORG_FILE: 'config/org.demo.yaml',
};

function faultOf(more: Readonly<Record<string, string | undefined>>): string {
  try {
    loadEnv({ ...SOURCE, ...more });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.code).toBe('env_invalid');
    return error.message.replace(/^env_invalid: /u, '');
  }
  return '';
}

describe('settings', () => {
  it('have defaults for what may be left alone', () => {
    expect(loadEnv(SOURCE)).toEqual({
      host: '0.0.0.0',
      port: 3000,
      role: 'all',
      mongodbUri: SOURCE['MONGODB_URI'],
      redisUrl: SOURCE['REDIS_URL'],
      wecom: {
        base: 'https://qyapi.weixin.qq.com',
        openBase: 'https://open.weixin.qq.com',
        corpId: SOURCE['WECOM_CORP_ID'],
        agentId: 1_000_002,
        secret: SOURCE['WECOM_AGENT_SECRET'],
        voiceCall: false,
        tokens: ['tokenToken'],
        aesKeys: [AES],
      },
      masterKey: Buffer.from(KEY, 'base64'),
      h5Dir: 'miniapp/dist/build/h5',
      rulesFile: 'config/rules.yaml',
      orgFile: 'config/org.demo.yaml',
      audit: { everyMs: 15_000 },
      evidence: { writesTo: 'gridfs' },
      logLevel: 'info',
    });
  });

  it('left empty count as not set', () => {
    expect(loadEnv({ ...SOURCE, PORT: '', LOG_LEVEL: '' })).toMatchObject({ port: 3000, logLevel: 'info' });
    expect(faultOf({ MONGODB_URI: '' })).toContain('MONGODB_URI：没有设置');
  });

  it.each([
    ['HOST', '127.0.0.1', { host: '127.0.0.1' }],
    ['PORT', '65535', { port: 65_535 }],
    ['ROLE', 'worker', { role: 'worker' }],
    ['ROLE', 'auditor', { role: 'auditor' }],
    ['MONGODB_URI', 'mongodb+srv://db.example/suda', { mongodbUri: 'mongodb+srv://db.example/suda' }],
    ['REDIS_URL', 'rediss://r.example', { redisUrl: 'rediss://r.example' }],
    ['WECOM_API_BASE', 'http://127.0.0.1:8091', { wecom: { base: 'http://127.0.0.1:8091' } }],
    ['WECOM_API_BASE', 'http://[::1]:8091', { wecom: { base: 'http://[::1]:8091' } }],
    ['WECOM_GROUP_KEY', '693a91f6-7abc-4bc4', { wecom: { groupKey: '693a91f6-7abc-4bc4' } }],
    ['SUDA_RULES_FILE', 'a.yaml', { rulesFile: 'a.yaml' }],
    ['SUDA_AUDIT_SECONDS', '60', { audit: { everyMs: 60_000 } }],
    ['SUDA_HEARTBEAT_URL', 'https://hc.example/a', { audit: { heartbeatUrl: 'https://hc.example/a' } }],
    ['SUDA_ALARM_URL', 'http://alarm.bank/x', { audit: { alarmUrl: 'http://alarm.bank/x' } }],
    ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
  ])('%s may be %s', (name, value, read) => {
    expect(loadEnv({ ...SOURCE, [name]: value })).toMatchObject(read);
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000x'],
    ['ROLE', 'both'],
    ['MONGODB_URI', 'postgres://x'],
    ['REDIS_URL', '127.0.0.1:6379'],
    ['WECOM_API_BASE', 'http://qyapi.weixin.qq.com'],
    ['WECOM_API_BASE', 'http://127.0.0.1.evil.example'],
    ['WECOM_API_BASE', 'ftp://127.0.0.1'],
    ['WECOM_API_BASE', 'nothing'],
    ['WECOM_CORP_ID', 'ww0123456789ABCDEF'],
    ['WECOM_CORP_ID', 'ww0123'],
    ['WECOM_AGENT_ID', '-1'],
    ['WECOM_AGENT_ID', '10e3'],
    ['WECOM_AGENT_SECRET', 'short'],
    ['WECOM_CALLBACK_TOKEN', 'a-b'],
    ['WECOM_CALLBACK_TOKEN', 'a'.repeat(33)],
    ['WECOM_CALLBACK_TOKEN_PREVIOUS', 'a b'],
    ['WECOM_CALLBACK_AES_KEY', AES.slice(1)],
    ['WECOM_CALLBACK_AES_KEY', `${AES}=`],
    ['WECOM_CALLBACK_AES_KEY_PREVIOUS', 'x'],
    ['SUDA_MASTER_KEY', Buffer.alloc(32).toString('base64')],
    ['SUDA_MASTER_KEY', Buffer.from('0123456789abcdef').toString('base64')],
    ['SUDA_MASTER_KEY', ` ${KEY}`],
    ['SUDA_MASTER_KEY', 'password'],
    ['WECOM_GROUP_KEY', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7abc'],
    ['WECOM_GROUP_KEY', 'short'],
    ['SUDA_AUDIT_SECONDS', '0'],
    ['SUDA_AUDIT_SECONDS', '61'],
    ['SUDA_AUDIT_SECONDS', '1.5'],
    ['SUDA_HEARTBEAT_URL', 'hc.example/a'],
    ['SUDA_ALARM_URL', 'file:///etc/passwd'],
    ['LOG_LEVEL', 'loud'],
  ])('%s may not be %s', (name, value) => {
    const message = faultOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^设置有 1 处不对：\n  ${name}：\\S`, 'u'));
    expect(message).not.toMatch(/invalid|expected/iu);
  });

  it.each(Object.keys(SOURCE))('%s has to be set', (name) => {
    expect(faultOf({ [name]: undefined })).toBe(`设置有 1 处不对：\n  ${name}：没有设置`);
  });

  it('that are wrong are named all at once', () => {
    const message = faultOf({ PORT: 'x', ROLE: 'x', REDIS_URL: undefined, SUDA_MASTER_KEY: 'x' });
    expect(message).toMatch(/^设置有 4 处不对：/u);
    for (const name of ['PORT', 'ROLE', 'REDIS_URL', 'SUDA_MASTER_KEY']) expect(message).toContain(name);
  });

  it('cannot be changed once read', () => {
    expect(Object.isFrozen(loadEnv(SOURCE))).toBe(true);
  });
});

describe('where evidence is kept and looked at', () => {
  const S3 = {
    SUDA_S3_ENDPOINT: 'https://s3.bank.example',
    SUDA_S3_BUCKET: 'suda-evidence',
    SUDA_S3_KEY_ID: 'suda',
    SUDA_S3_SECRET: 'secretAccessKey',
  };

  it('an S3 store is written to when asked, and read as long as it is set', () => {
    const s3 = {
      ...{ endpoint: 'https://s3.bank.example', bucket: 'suda-evidence', region: 'us-east-1' },
      ...{ keyId: 'suda', secret: 'secretAccessKey' },
    };
    expect(loadEnv({ ...SOURCE, ...S3, SUDA_EVIDENCE_STORE: 's3' }).evidence).toEqual({ writesTo: 's3', s3 });
    expect(loadEnv({ ...SOURCE, ...S3 }).evidence).toEqual({ writesTo: 'gridfs', s3 });
    expect(faultOf({ SUDA_EVIDENCE_STORE: 'disk' })).toContain('只能是 gridfs 或 s3');
    expect(faultOf({ ...S3, SUDA_S3_ENDPOINT: 'http://s3.bank.example' })).toContain('要用 https');
    expect(faultOf({ ...S3, SUDA_S3_BUCKET: '../up' })).toContain('存储桶的名字');
  });

  it('all of its settings are asked for at once', () => {
    expect(faultOf({ SUDA_EVIDENCE_STORE: 's3' })).toBe(
      `设置有 4 处不对：\n${Object.keys(S3)
        .map((name) => `  ${name}：没有设置，用 S3 存证据要写全`)
        .join('\n')}`,
    );
  });

  it('the scanner is a host and a port', () => {
    const clamd = (text: string) => loadEnv({ ...SOURCE, SUDA_CLAMD: text }).evidence.clamd;
    expect(clamd('clamav:3310')).toEqual({ host: 'clamav', port: 3310 });
    expect(clamd('[::1]:3310')).toEqual({ host: '::1', port: 3310 });
    expect(faultOf({ SUDA_CLAMD: 'clamav' })).toContain('要写成 主机:端口');
  });
});

/** Secrets that need not be set. */
const OTHERS: Readonly<Record<string, string>> = {
  WECOM_CALLBACK_TOKEN_PREVIOUS: 'formerToken',
  WECOM_CALLBACK_AES_KEY_PREVIOUS: AES.toLowerCase(),
  SUDA_HEARTBEAT_URL: 'https://hc.example/a',
  SUDA_ALARM_URL: 'https://alarm.example/b',
  WECOM_GROUP_KEY: '693a91f6-7abc-4bc4-97a0-0ec2d1f45aaa',
  SUDA_S3_SECRET: 'secretAccessKey',
};

describe('secrets', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'suda-env-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it.each(SECRETS)('%s may come from a file, its last line break left out', (name) => {
    const value = SOURCE[name] ?? OTHERS[name] ?? '';
    const plain = loadEnv({ ...SOURCE, [name]: value });
    for (const end of ['', '\n', '\r\n']) {
      const source = { ...SOURCE, [name]: undefined, [`${name}_FILE`]: file(name, value + end) };
      expect(loadEnv(source)).toEqual(plain);
    }
  });

  it('that are being changed are both known, the current one first', () => {
    const { wecom } = loadEnv({
      ...SOURCE,
      WECOM_CALLBACK_TOKEN_PREVIOUS: 'formerToken',
      WECOM_CALLBACK_AES_KEY_PREVIOUS: AES.toLowerCase(),
    });
    expect(wecom).toMatchObject({ tokens: ['tokenToken', 'formerToken'], aesKeys: [AES, AES.toLowerCase()] });
  });

  it('given twice are refused: which one holds is not guessed', () => {
    const message = faultOf({ WECOM_AGENT_SECRET_FILE: file('twice', 'anotherSecretAltogether') });
    expect(message).toBe('设置有 1 处不对：\n  WECOM_AGENT_SECRET：不能同时设置 WECOM_AGENT_SECRET_FILE');
  });

  it('in a file that cannot be read are one fault, not two', () => {
    const message = faultOf({
      SUDA_MASTER_KEY: undefined,
      SUDA_MASTER_KEY_FILE: join(folder, 'none'),
    });
    expect(message).toBe('设置有 1 处不对：\n  SUDA_MASTER_KEY_FILE：读不到文件');
  });

  it('never stand in a message, right or wrong', () => {
    const wrong = Object.fromEntries(SECRETS.map((name) => [name, `!wrong-${name}-value!`]));
    const message = faultOf({
      ...wrong,
      SUDA_MASTER_KEY: 'typed by hand',
      WECOM_AGENT_SECRET: 'tooshort',
      MONGODB_URI: 'http://suda:mongoPassword@db',
      REDIS_URL: 'http://:redisPassword@r',
    });
    expect(message).toMatch(/^设置有 11 处不对：/u);
    for (const value of ['!wrong', 'typed by hand', 'tooshort', 'mongoPassword', 'redisPassword']) {
      expect(message).not.toContain(value);
    }
  });
});

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Fault } from '../src/errors';

/** 运行设置: what outside tools rely on. Each secret may also come from a file named by `<NAME>_FILE`. */

const secret = (schema: z.ZodType<string>) => schema.meta({ secret: true });
const port = z
  .string()
  .regex(/^\d{1,5}$/, '端口要写成 1 到 65535 的数字')
  .transform(Number)
  .refine((n) => n >= 1 && n <= 65_535, '端口要写成 1 到 65535 的数字');

const token = z
  .string()
  .regex(/^[0-9A-Za-z]{1,32}$/, '1 到 32 位字母或数字，与企业微信后台「接收消息」里的 Token 一致');
const aesKey = z.string().regex(/^[0-9A-Za-z]{43}$/, '43 位字母或数字，与企业微信后台的 EncodingAESKey 一致');

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

/** An origin alone: pages and links are put after it. */
const origin = z
  .string()
  .refine(
    (text) => isBase(text) && new URL(text).origin === text,
    '要写成 https://主机[:端口]，后面不带路径；只有本机地址可以用 http',
  );

function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

/** Whoever knows the address of a dead man's switch can keep it quiet: a secret. */
const webhook = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), '要写成 http(s) 地址');

/** 32 random bytes have far more than eight different ones; a key that does not was typed by hand. */
function isStrongKey(text: string): boolean {
  const key = Buffer.from(text, 'base64');
  return key.length === 32 && key.toString('base64') === text && new Set(key).size > 8;
}

export const SETTINGS = {
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3000),
  ROLE: z.enum(['web', 'worker', 'auditor', 'all'], '只能是 web、worker、auditor 或 all').default('all'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, '要以 mongodb:// 开头'),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, '要以 redis:// 开头'),
  WECOM_API_BASE: z
    .string()
    .refine(isBase, '要用 https；只有本机地址可以用 http')
    .default('https://qyapi.weixin.qq.com'),
  WECOM_OPEN_BASE: origin.default('https://open.weixin.qq.com'),
  WECOM_CORP_ID: z.string().regex(/^w[wx][0-9a-z]{16}$/, '企业ID，ww 或 wx 开头共 18 位'),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d{1,10}$/, '应用的 AgentId，纯数字')
    .transform(Number),
  WECOM_AGENT_SECRET: secret(z.string().min(16, '应用的 Secret，太短')),
  WECOM_VOICE_CALL: z.enum(['on', 'off'], '只能是 on 或 off').default('off'),
  WECOM_GROUP_KEY: secret(
    z.string().regex(/^[0-9A-Za-z-]{8,64}$/, '群里「消息推送」的地址中 key= 后面的部分'),
  ).optional(),
  WECOM_CALLBACK_TOKEN: secret(token),
  WECOM_CALLBACK_TOKEN_PREVIOUS: secret(token).optional(),
  WECOM_CALLBACK_AES_KEY: secret(aesKey),
  WECOM_CALLBACK_AES_KEY_PREVIOUS: secret(aesKey).optional(),
  SUDA_MASTER_KEY: secret(
    z.string().refine(isStrongKey, '要用 openssl rand -base64 32 生成的 32 字节随机密钥'),
  ),
  SUDA_PUBLIC_URL: origin.optional(),
  SUDA_WEAPP_ID: z
    .string()
    .regex(/^wx[0-9a-z]{16}$/, '小程序的 AppID，wx 开头共 18 位')
    .optional(),
  SUDA_H5_DIR: z.string().default('miniapp/dist/build/h5'),
  SUDA_RULES_FILE: z.string().default('config/rules.yaml'),
  SUDA_ORG_FILE: z.string(),
  SUDA_AUDIT_SECONDS: z
    .string()
    .regex(/^\d{1,2}$/, '要写成 1 到 60 的秒数')
    .transform(Number)
    .refine((n) => n >= 1 && n <= 60, '要写成 1 到 60 的秒数')
    .default(15),
  SUDA_HEARTBEAT_URL: secret(webhook).optional(),
  SUDA_ALARM_URL: secret(webhook).optional(),
  SUDA_EVIDENCE_STORE: z.enum(['gridfs', 's3'], '只能是 gridfs 或 s3').default('gridfs'),
  SUDA_S3_ENDPOINT: z.string().refine(isBase, '要用 https；只有本机地址可以用 http').optional(),
  SUDA_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, '存储桶的名字，3 到 63 位小写字母、数字、点或横线')
    .optional(),
  SUDA_S3_REGION: z
    .string()
    .regex(/^[0-9a-z-]{1,40}$/, '地域，例如 us-east-1')
    .default('us-east-1'),
  SUDA_S3_KEY_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, '访问密钥的编号（Access Key ID）')
    .optional(),
  SUDA_S3_SECRET: secret(z.string().min(8, '访问密钥（Secret Access Key），太短')).optional(),
  SUDA_CLAMD: z
    .string()
    .regex(/^(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, '要写成 主机:端口，例如 127.0.0.1:3310')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], '日志级别').default('info'),
} as const;

/** The settings that may come from a file: `<NAME>_FILE`. */
export const SECRETS = Object.entries(SETTINGS)
  .filter(([, schema]) => isSecret(schema))
  .map(([name]) => name);

function isSecret(schema: z.ZodType): boolean {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  return inner.meta()?.['secret'] === true;
}

const schema = z.object(SETTINGS);

export interface Env {
  readonly host: string;
  readonly port: number;
  readonly role: 'web' | 'worker' | 'auditor' | 'all';
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly wecom: {
    readonly base: string;
    /** Where pages ask who opens them (网页授权). */
    readonly openBase: string;
    readonly corpId: string;
    readonly agentId: number;
    readonly secret: string;
    /** 紧急通知 (voice calls) is bought and open to the app. */
    readonly voiceCall: boolean;
    /** Of the webhook (消息推送) of the team's group; absent when it has none. */
    readonly groupKey?: string;
    /** Current first, then the previous one during a rotation. */
    readonly tokens: readonly string[];
    readonly aesKeys: readonly string[];
  };
  readonly masterKey: Buffer;
  /** Under which staff and customers reach the service; absent: no H5, no links. */
  readonly publicUrl?: string;
  /** The mini-program that is linked with the app; then cards open it, else the H5. */
  readonly weappId?: string;
  /** The built H5. */
  readonly h5Dir: string;
  readonly rulesFile: string;
  readonly orgFile: string;
  readonly audit: {
    readonly everyMs: number;
    readonly heartbeatUrl?: string;
    readonly alarmUrl?: string;
  };
  readonly evidence: {
    /** Where files are written; absent: in MongoDB. What it holds is read as long as it is set. */
    readonly s3?: S3Env;
    readonly writesTo: 'gridfs' | 's3';
    /** 病毒扫描; absent where the bank has none. */
    readonly clamd?: { readonly host: string; readonly port: number };
  };
  readonly logLevel: string;
}

interface S3Env {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

/** Reads the settings. Throws Fault `env_invalid` that names every mistake at once and never a secret's value. */
export function loadEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const faults: string[] = [];
  const given = withFiles(source, faults);
  const result = schema.safeParse(given);
  if (!result.success) {
    for (const { path, message } of result.error.issues) {
      const name = String(path[0]);
      // A file that could not be read has been told already.
      if (given[name] === undefined && source[`${name}_FILE`]) continue;
      faults.push(given[name] === undefined ? `${name}：没有设置` : `${name}：${message}`);
    }
  }
  faults.push(...unsetForS3(given));
  if (faults.length > 0 || !result.success) {
    throw new Fault(
      'env_invalid',
      `设置有 ${faults.length} 处不对：\n${faults.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  return Object.freeze(toEnv(result.data));
}

/** One setting alone, for commands that need no other. Throws Fault `env_invalid`. */
export function settingOf(
  name: 'MONGODB_URI' | 'SUDA_ORG_FILE',
  source: Readonly<Record<string, string | undefined>>,
): string {
  const given = source[name];
  if (!given) throw new Fault('env_invalid', `${name}：没有设置`);
  const result = SETTINGS[name].safeParse(given);
  if (!result.success) throw new Fault('env_invalid', `${name}：${result.error.issues[0]?.message}`);
  return result.data;
}

const OF_S3 = ['SUDA_S3_ENDPOINT', 'SUDA_S3_BUCKET', 'SUDA_S3_KEY_ID', 'SUDA_S3_SECRET'];

function unsetForS3(given: Readonly<Record<string, string>>): readonly string[] {
  if (given['SUDA_EVIDENCE_STORE'] !== 's3') return [];
  const missing = OF_S3.filter((name) => given[name] === undefined);
  return missing.map((name) => `${name}：没有设置，用 S3 存证据要写全`);
}

function withFiles(
  source: Readonly<Record<string, string | undefined>>,
  faults: string[],
): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(SETTINGS)) {
    const value = source[name];
    if (value !== undefined && value !== '') given[name] = value;
  }
  for (const name of SECRETS) {
    const file = source[`${name}_FILE`];
    if (file === undefined || file === '') continue;
    if (given[name] !== undefined) faults.push(`${name}：不能同时设置 ${name}_FILE`);
    try {
      given[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch {
      faults.push(`${name}_FILE：读不到文件`);
    }
  }
  return given;
}

function toEnv(data: z.infer<typeof schema>): Env {
  const both = (current: string, previous: string | undefined) =>
    previous === undefined ? [current] : [current, previous];
  return {
    host: data.HOST,
    port: data.PORT,
    role: data.ROLE,
    mongodbUri: data.MONGODB_URI,
    redisUrl: data.REDIS_URL,
    wecom: {
      base: data.WECOM_API_BASE,
      openBase: data.WECOM_OPEN_BASE,
      corpId: data.WECOM_CORP_ID,
      agentId: data.WECOM_AGENT_ID,
      secret: data.WECOM_AGENT_SECRET,
      voiceCall: data.WECOM_VOICE_CALL === 'on',
      ...(data.WECOM_GROUP_KEY !== undefined && { groupKey: data.WECOM_GROUP_KEY }),
      tokens: both(data.WECOM_CALLBACK_TOKEN, data.WECOM_CALLBACK_TOKEN_PREVIOUS),
      aesKeys: both(data.WECOM_CALLBACK_AES_KEY, data.WECOM_CALLBACK_AES_KEY_PREVIOUS),
    },
    masterKey: Buffer.from(data.SUDA_MASTER_KEY, 'base64'),
    ...(data.SUDA_PUBLIC_URL !== undefined && { publicUrl: data.SUDA_PUBLIC_URL }),
    ...(data.SUDA_WEAPP_ID !== undefined && { weappId: data.SUDA_WEAPP_ID }),
    h5Dir: data.SUDA_H5_DIR,
    rulesFile: data.SUDA_RULES_FILE,
    orgFile: data.SUDA_ORG_FILE,
    audit: {
      everyMs: data.SUDA_AUDIT_SECONDS * 1_000,
      ...(data.SUDA_HEARTBEAT_URL !== undefined && { heartbeatUrl: data.SUDA_HEARTBEAT_URL }),
      ...(data.SUDA_ALARM_URL !== undefined && { alarmUrl: data.SUDA_ALARM_URL }),
    },
    evidence: evidenceEnv(data),
    logLevel: data.LOG_LEVEL,
  };
}

function evidenceEnv(data: z.infer<typeof schema>): Env['evidence'] {
  const { SUDA_S3_ENDPOINT: endpoint, SUDA_S3_BUCKET: bucket, SUDA_S3_REGION: region } = data;
  const { SUDA_S3_KEY_ID: keyId, SUDA_S3_SECRET: secret, SUDA_CLAMD: clamd } = data;
  const isSet = endpoint !== undefined && bucket !== undefined && keyId !== undefined && secret !== undefined;
  return {
    writesTo: data.SUDA_EVIDENCE_STORE,
    ...(isSet && { s3: { endpoint, bucket, region, keyId, secret } }),
    ...(clamd !== undefined && { clamd: hostAndPort(clamd) }),
  };
}

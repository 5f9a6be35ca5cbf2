import { randomBytes } from 'node:crypto';
import { SAMPLE } from '../support/signed-callback';

const MASTER_KEY = randomBytes(32).toString('base64');

/** 运行设置 of the service under measurement. Its WeCom is a port where nobody listens: nothing leaves the machine. */
export function settings(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    ROLE: 'web',
    MONGODB_URI: process.env['MONGODB_URI'] ?? '',
    REDIS_URL: process.env['REDIS_URL'] ?? '',
    WECOM_API_BASE: 'http://127.0.0.1:9',
    WECOM_CORP_ID: SAMPLE.corpId,
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: 'a-secret-of-some-length',
    WECOM_CALLBACK_TOKEN: SAMPLE.token,
    WECOM_CALLBACK_AES_KEY: SAMPLE.aesKey,
    SUDA_MASTER_KEY: process.env['SUDA_MASTER_KEY'] ?? MASTER_KEY,
    SUDA_ORG_FILE: 'config/org.demo.yaml',
    ...more,
  };
}

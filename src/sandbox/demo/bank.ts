import { createHash } from 'node:crypto';
import { loadEnv } from '../../../config/env';
import { loadOrg } from '../../../config/org';
import { changesBetween } from '../../../config/rule-changes';
import { loadRules } from '../../../config/rules';
import { startService, type Service } from '../../compose';
import type { Org } from '../../domain/org';
import type { Log } from '../../log';
import { applyRules } from '../../parameters/apply';
import { connectMongo } from '../../store/connection';
import { modelsOf } from '../../store/models';
import { ruleSetInForce } from '../../store/rule-sets';
import type { SendLimits } from '../../store/send-budget';
import { createSandbox, type DirectoryData, type Sandbox, type SandboxOptions } from '..';

export interface DemoBankOptions {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly log: Log;
  /** 32 bytes base64: the data kept between runs was sealed with it. */
  readonly masterKey: string;
  readonly rulesFile?: string;
  readonly orgFile?: string;
  readonly role?: 'web' | 'auditor' | 'all';
  /** The sandbox and its page; any free port unless given. */
  readonly port?: number;
  readonly host?: string;
  readonly snapshotFile?: string;
  /** Where the shared clock starts; real time unless given. */
  readonly clock?: SandboxOptions['clock'];
  readonly limits?: SandboxOptions['limits'];
  readonly voice?: SandboxOptions['voice'];
  /** `off`: the bank has no group with a webhook. */
  readonly group?: 'off';
  readonly sendLimits?: Partial<SendLimits>;
  /** The app has a page, which cards and the workbench open. */
  readonly page?: 'on';
  /** How often the auditor looks. */
  readonly auditSeconds?: number;
  /** Members of the corp whom the org file does not name. */
  readonly strangers?: readonly { readonly userid: string; readonly name: string }[];
}

/** 演示银行: the service and a WeCom of our own in one process, on one clock that can be pushed forward. */
export interface DemoBank {
  readonly sandbox: Sandbox;
  readonly service: Service;
  readonly org: Org;
  /** The app as a service of another process is to be told of it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly callback: { readonly url: string; readonly token: string; readonly aesKey: string };
  close(): Promise<void>;
}

export const DEMO_APP = { corpId: 'ww5ud4de0ba4c0ffe1', agentId: 1000002 } as const;
/** The mini-program that the app is linked with. */
const WEAPP_ID = 'wx5uda0de00a0000f1';

export async function startDemoBank(options: DemoBankOptions): Promise<DemoBank> {
  const orgFile = options.orgFile ?? 'config/org.demo.yaml';
  const org = loadOrg(orgFile);
  const secrets = secretsFrom(options.masterKey);
  const sandbox = await createSandbox({
    ...DEMO_APP,
    secret: secrets.secret,
    callback: null,
    weapp: { appid: WEAPP_ID },
    directory: directoryOf(org, options.strangers),
    ...(options.port !== undefined && { port: options.port }),
    ...(options.host !== undefined && { host: options.host }),
    ...(options.snapshotFile !== undefined && { snapshotFile: options.snapshotFile }),
    ...(options.clock && { clock: options.clock }),
    ...(options.limits && { limits: options.limits }),
    ...(options.voice && { voice: options.voice }),
    ...(options.group !== 'off' && { groups: [{ name: '投诉处理群', key: secrets.groupKey }] }),
  });
  try {
    const settings = settingsOf(options, orgFile, secrets);
    await applyRulesOf(options, settings.SUDA_RULES_FILE, new Date(sandbox.clock.now()));
    const service = await startServiceFor(sandbox, options, settings);
    const callback = {
      url: `${urlOf(service)}/wecom/callback`,
      token: secrets.token,
      aesKey: secrets.aesKey,
    };
    sandbox.setCallback(callback);
    if (options.page === 'on') sandbox.setH5Url(`${urlOf(service)}/h5/`);
    return {
      sandbox,
      service,
      org,
      settings,
      callback,
      close: async () => {
        await service.stop();
        await sandbox.close();
      },
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** Between `--fast` and not, a demo that keeps its data changes its parameters; in a bank a person would apply them. */
async function applyRulesOf({ mongodbUri }: DemoBankOptions, rulesFile: string, at: Date): Promise<void> {
  const file = loadRules(rulesFile);
  const connection = await connectMongo(mongodbUri);
  try {
    const models = modelsOf(connection);
    const inForce = await ruleSetInForce(models);
    if (!inForce || changesBetween(inForce.text, file.text).length === 0) return;
    await applyRules(models, { ...file, by: '演示', reason: '换了参数文件', at });
  } finally {
    await connection.close();
  }
}

async function startServiceFor(
  sandbox: Sandbox,
  options: DemoBankOptions,
  settings: Readonly<Record<string, string>>,
): Promise<Service> {
  const env = loadEnv({
    HOST: '127.0.0.1',
    ROLE: options.role ?? 'all',
    MONGODB_URI: options.mongodbUri,
    REDIS_URL: options.redisUrl,
    WECOM_API_BASE: `http://127.0.0.1:${sandbox.port}`,
    WECOM_OPEN_BASE: `http://127.0.0.1:${sandbox.port}`,
    SUDA_MASTER_KEY: options.masterKey,
    ...(options.auditSeconds !== undefined && { SUDA_AUDIT_SECONDS: String(options.auditSeconds) }),
    ...settings,
  });
  const clock = { now: () => new Date(sandbox.clock.now()) };
  // Any free port: only the sandbox calls it.
  const service: Service = await startService(
    { ...env, port: 0 },
    {
      log: options.log,
      clock,
      ...(options.page === 'on' && { publicUrl: () => urlOf(service) }),
      ...(options.sendLimits && { sendLimits: options.sendLimits }),
    },
  );
  return service;
}

function urlOf({ port }: Service): string {
  return `http://127.0.0.1:${port}`;
}

function settingsOf(
  { rulesFile = 'config/rules.yaml', group }: DemoBankOptions,
  orgFile: string,
  { secret, groupKey, token, aesKey }: ReturnType<typeof secretsFrom>,
) {
  return {
    WECOM_CORP_ID: DEMO_APP.corpId,
    WECOM_AGENT_ID: String(DEMO_APP.agentId),
    WECOM_AGENT_SECRET: secret,
    WECOM_VOICE_CALL: 'on',
    ...(group !== 'off' && { WECOM_GROUP_KEY: groupKey }),
    WECOM_CALLBACK_TOKEN: token,
    WECOM_CALLBACK_AES_KEY: aesKey,
    SUDA_RULES_FILE: rulesFile,
    SUDA_ORG_FILE: orgFile,
  };
}

/** The app's secrets are drawn from the demo's own key, so that nothing secret stands in the code. */
function secretsFrom(masterKey: string) {
  const draw = (name: string) => createHash('sha256').update(`${name}:${masterKey}`).digest('hex');
  return {
    secret: draw('secret'),
    groupKey: draw('group').slice(0, 32),
    token: draw('token').slice(0, 24),
    aesKey: draw('aes').slice(0, 42) + '0',
  };
}

const ROOT = 1;

function directoryOf(org: Org, strangers: DemoBankOptions['strangers'] = []): DirectoryData {
  const idOf = new Map(org.departments.map(({ id }, at) => [id, at + ROOT + 1]));
  return {
    departments: [
      { id: ROOT, name: '演示银行', parentid: 0 },
      ...org.departments.map(({ id, name }) => ({ id: idOf.get(id) ?? ROOT, name, parentid: ROOT })),
    ],
    people: [
      ...[...org.people.values()].map(({ userId, name, position, department }) => ({
        userid: userId,
        name,
        position,
        department: [idOf.get(department) ?? ROOT],
      })),
      ...strangers.map((stranger) => ({ ...stranger, position: '', department: [ROOT] })),
    ],
  };
}

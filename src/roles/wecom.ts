import type { Redis } from 'ioredis';
import type { Foundation } from '../foundation';
import { createTokenStore } from '../store/token-store';
import { createWeComClient, type WeComClient } from '../wecom/client';

/** The app's client; its access_token is one for all processes, kept sealed in Redis. */
export function weComOf({ env, clock, sealer, prefix }: Foundation, redis: Redis): WeComClient {
  const { base, corpId, agentId, secret } = env.wecom;
  const place = { purpose: 'wecom-token', context: `${corpId}-${agentId}` };
  const tokenStore = createTokenStore({
    redis,
    prefix,
    corpId,
    agentId,
    seal: (plain) => sealer.seal(plain, place).toString('base64'),
    open: (sealed) => sealer.open(Buffer.from(sealed, 'base64'), place),
  });
  return createWeComClient({ base, corpId, secret, tokenStore, now: clock.now });
}

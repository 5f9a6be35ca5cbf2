import { ENDPOINTS } from '../../handlers/api';
import { personOf } from '../domain/org';
import type { Foundation } from '../foundation';
import type { Routes } from '../http/app';
import { loginRoutes } from '../http/api/login';
import { apiRoutes } from '../http/api/router';
import { fileRoutes } from '../http/api/files';
import { customerLinks } from '../http/api/customer-links';
import { guarded } from '../http/api/guarded';
import { uploadRoutes } from '../http/api/uploads';
import { h5Pages } from '../http/pages';
import { factsOf } from '../log';
import { producerRedis } from '../queue/redis';
import { createAnswers } from '../store/answers';
import { createLinkTokens } from '../store/link-tokens';
import { createLoginStates, createSessions } from '../store/sessions';
import { createMembership } from '../wecom/membership';
import { authorizeUrl } from '../wecom/login';
import type { Role } from './role';
import { weComOf } from './wecom';

/** api: the mini-app's door. It shares WeCom's token through Redis; without Redis nobody new logs in, and who is in goes on. */
export async function startApi(foundation: Foundation): Promise<Role> {
  const { env, clock, orgAt, uploads, viewing, models, sealer, desk, log, publicUrl } = foundation;
  const redis = producerRedis(env.redisUrl, (error) => log.warn(factsOf(error), 'redis connection'));
  await redis.connect().catch(() => undefined);
  const wecom = weComOf(foundation, redis);
  const session = {
    sessions: createSessions(models),
    isMember: createMembership((userId) => wecom.getUser(userId)),
    now: clock.now,
    isSecure: env.publicUrl?.startsWith('https:') ?? false,
  };
  const linkTokens = createLinkTokens(sealer);
  const routes: readonly Routes[] = [
    customerLinks(linkTokens),
    h5Pages(env.h5Dir),
    loginRoutes({
      ...session,
      loginStates: createLoginStates(models),
      userOfPageCode: wecom.userOfPageCode,
      userOfWeappCode: wecom.userOfWeappCode,
      authorizeUrl: (redirectUri, state) => authorizeUrl(env.wecom, redirectUri, state),
      ...(publicUrl && { publicUrl }),
      isKnown: (userId, at) => personOf(orgAt(at), userId) !== undefined,
    }),
    uploadRoutes({ ...session, uploads, orgAt }),
    fileRoutes({ ...session, viewing, orgAt }),
    apiRoutes({ ...session, endpoints: ENDPOINTS, desk, answers: createAnswers(models, sealer), linkTokens }),
  ];
  return {
    routes: guarded(routes, log),
    ready: () => Promise.resolve({}),
    stop: async () => {
      await wecom.close();
      redis.disconnect();
    },
  };
}

import compose from 'koa-compose';
import type { Middleware } from 'koa';
import { Fault } from '../../errors';
import { sendProblem } from './respond';
import { API_ROOT } from './router';

interface Log {
  readonly error: (facts: object, message: string) => void;
}

/** 出错的边界: what breaks is logged by its code and told as one sentence; never a stack, never a bare 500. */
export function guarded(routes: readonly Middleware[], log: Log): Middleware {
  const chain = compose([...routes]);
  return async (ctx, next) => {
    try {
      await chain(ctx, () => (ctx.path.startsWith(`${API_ROOT}/`) ? unknownPath(ctx) : next()));
    } catch (error) {
      const code = error instanceof Fault ? error.code : error instanceof Error ? error.name : 'unexpected';
      log.error({ path: beginningOf(ctx.path), code }, 'request failed');
      sendProblem(ctx, 'unavailable');
    }
  };
}

/** What of a path is logged: `/api/v1/cases`, and of all others the first word, for what follows /c/ is a secret. */
function beginningOf(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith(`${API_ROOT}/`) ? 4 : 2)
    .join('/');
}

function unknownPath(ctx: Parameters<Middleware>[0]): Promise<void> {
  sendProblem(ctx, 'no_such_path');
  return Promise.resolve();
}

import { call } from './api';
import type { Outcome } from './api/problem';
import type { Candidates, Vocabulary } from './api/types';
import { PEOPLE } from './copy/forms';
import type { Choice, Pool } from './forms/form';

/** 可选的人 of one case, whoever has least in hand first; or the departments that may be asked. */
export async function choose(pool: Pool, id: string, no?: number): Promise<Outcome<readonly Choice[]>> {
  return pool === 'department' ? departments() : people(pool, id, no);
}

async function departments(): Promise<Outcome<readonly Choice[]>> {
  const outcome = await call<Vocabulary>('/vocabulary');
  if (!outcome.ok) return outcome;
  return { ok: true, data: outcome.data.departments.map(({ code, name }) => ({ id: code, name })) };
}

async function people(
  pool: Exclude<Pool, 'department'>,
  id: string,
  no: number | undefined,
): Promise<Outcome<readonly Choice[]>> {
  const which = no === undefined ? '' : `&no=${no}`;
  const outcome = await call<Candidates>(`/cases/${encodeURIComponent(id)}/people?for=${pool}${which}`);
  if (!outcome.ok) return outcome;
  return {
    ok: true,
    data: outcome.data.people.map(({ userId, name, position, load, isOffDuty }) => ({
      ...{ id: userId, name },
      note: PEOPLE.note(position, load, isOffDuty),
    })),
  };
}

import { readJson } from '../../api';
import type { Values } from '../../forms/form';
import { mine } from '../../me';

/** 草稿 of a filing: sealed on the phone, for it names people; its writer's alone, gone with 退出, and after three days. */
export interface Draft {
  /** 幂等键 of the filing it will be. */
  readonly key: string;
  readonly step: number;
  readonly values: Values;
  readonly at: number;
}

const NAME = 'draft-filing';
const LASTS_MS = 3 * 86_400_000;

export async function takeDraft(now: number): Promise<Draft | undefined> {
  const draft = readJson<Draft>(await (await mine())?.kept(NAME));
  if (!draft || typeof draft.values !== 'object') return undefined;
  if (now - draft.at < LASTS_MS) return draft;
  await dropDraft();
  return undefined;
}

export async function keepDraft(draft: Draft): Promise<void> {
  await (await mine())?.keep(NAME, JSON.stringify(draft));
}

export async function dropDraft(): Promise<void> {
  await (await mine())?.forget(NAME);
}

import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { call as callAsStaff } from './api';
import type { Call } from './api/client';
import type { Problem } from './api/problem';
import type { AfterAct, CaseView } from './api/types';
import { FORM_VIEW } from './copy/forms';
import { bodyOf, errorsOf, placed, startOf, type Field, type Value, type Values } from './forms/form';
import { back, replace } from './platform/links';
import { newKey } from './platform/network';
import { dropUnsent, keepUnsent, takeUnsent } from './unsent';

interface Submission {
  readonly path: string;
  readonly fields: readonly Field[];
  readonly etag?: string | undefined;
  /** What the page adds to what was written. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** The page itself says that it is done; else it is told, and one is back where one came from. */
  readonly stays?: true;
}

/** 办一步: what is written, what is wrong with it, and its sending, once however often it is tapped. */
export interface ActForm<Answer> {
  readonly values: ShallowRef<Values>;
  readonly errors: ShallowRef<Readonly<Record<string, string>>>;
  readonly problem: ShallowRef<Problem | undefined>;
  readonly answer: ShallowRef<Answer | undefined>;
  readonly isBusy: Ref<boolean>;
  /** The fields have their first values. */
  readonly hasBegun: Ref<boolean>;
  /** `name`: under it is kept what was sent and not answered, until it is. */
  begin(fields: readonly Field[], about?: CaseView, name?: string): Promise<void>;
  change(path: string, value: Value): void;
  /** `stale`: the case has changed, and is to be seen anew. */
  submit(submission: Submission): Promise<'done' | 'stale' | 'not done'>;
}

export function useAct<Answer = unknown>(call: Call = callAsStaff): ActForm<Answer> {
  const values = shallowRef<Values>({});
  const errors = shallowRef<Readonly<Record<string, string>>>({});
  const problem = shallowRef<Problem>();
  const answer = shallowRef<Answer>();
  const isBusy = ref(false);
  const hasBegun = ref(false);
  // The same until something else is sent: a try after a lost answer is the same act.
  let [key, sent] = [newKey(), ''];
  let unsentAs: string | undefined;

  const send = async ({ path, fields, etag, more }: Submission) => {
    const body = { ...bodyOf({ fields }, values.value), ...more };
    const said = JSON.stringify([path, body]);
    if (said !== sent) [key, sent] = [newKey(), said];
    if (unsentAs !== undefined) {
      await keepUnsent(unsentAs, { key, said, values: values.value, at: Date.now() });
    }
    const outcome = await call<Answer>(path, { body, key, ...(etag !== undefined && { etag }) });
    problem.value = outcome.ok ? undefined : outcome.problem;
    const isOpen = !outcome.ok && MAY_HAVE_ARRIVED.includes(outcome.problem.kind);
    if (unsentAs !== undefined && !isOpen) await dropUnsent(unsentAs);
    if (outcome.ok) {
      answer.value = outcome.data;
      return 'done';
    }
    const { at, rest } = placed(fields, outcome.problem.fields);
    errors.value = at;
    if (rest.length > 0) problem.value = { ...outcome.problem, detail: rest.join('；') };
    if (!isOpen) sent = '';
    return outcome.problem.kind === 'stale' ? 'stale' : 'not done';
  };

  return {
    ...{ values, errors, problem, answer, isBusy, hasBegun },
    begin: async (fields, about, name) => {
      values.value = startOf({ fields }, about);
      unsentAs = name;
      const unsent = name === undefined ? undefined : await takeUnsent(name, Date.now());
      if (unsent) {
        values.value = { ...values.value, ...unsent.values };
        [key, sent] = [unsent.key, unsent.said];
        uni.showToast({ title: FORM_VIEW.restored, icon: 'none' });
      }
      hasBegun.value = true;
    },
    change: (path, value) => {
      values.value = { ...values.value, [path]: value };
      if (errors.value[path]) errors.value = { ...errors.value, [path]: '' };
    },
    submit: async (submission) => {
      if (isBusy.value) return 'not done';
      errors.value = errorsOf({ fields: submission.fields }, values.value);
      if (Object.keys(errors.value).length > 0) {
        uni.showToast({ title: FORM_VIEW.fix, icon: 'none' });
        return 'not done';
      }
      isBusy.value = true;
      const result = await send(submission);
      isBusy.value = false;
      if (result === 'done' && !submission.stays) {
        uni.showToast({ title: FORM_VIEW.done, icon: 'success' });
        if (isOutOfView(answer.value)) replace('pages/work/index');
        else back();
      }
      return result;
    },
  };
}

/** What was given to somebody else is not there to go back to. */
function isOutOfView(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'isOutOfView' in (answer as AfterAct);
}

/** After these nobody knows whether it was done; the same key asks for it once. */
const MAY_HAVE_ARRIVED: readonly Problem['kind'][] = ['offline', 'fault'];

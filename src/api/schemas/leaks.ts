import { z } from 'zod';
import { LEAK_KIND } from '../../domain/incident';
import { codeOf, text } from './shapes';

/** 泄露报告 (R51). */
export const leakReport = z
  .strictObject({ kind: codeOf(LEAK_KIND), note: text.exactOptional(), isAnonymous: z.boolean() })
  .meta({ id: 'LeakReport' });
export const leakTaken = z.strictObject({ said: z.array(z.string()) }).meta({ id: 'LeakTaken' });

export type LeakReport = z.input<typeof leakReport>;
export type LeakTaken = z.output<typeof leakTaken>;

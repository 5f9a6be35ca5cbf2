import { TELLING_MODE } from '../copy/forms';
import type { Field } from './form';
import { TEXT } from './limits';

/** Fields that several acts ask for. */
export const required = { required: true } as const;

/** 实际发生时间 (R5, R58): now when none is told. */
export const happenedAt = (path = 'happenedAt', label = '实际时间'): Field => ({
  ...{ is: 'moment', path, label, side: 'past' },
  hint: '不选就是现在；补录请选当时的时间',
});
export const reason = (path = 'reason', label = '原因'): Field => ({
  ...{ is: 'lines', path, label, max: TEXT },
  ...required,
});

/** 告知 (L2): how, and the proof. */
export const telling = (at: string): readonly Field[] => [
  { is: 'one', path: `${at}mode`, label: '告知方式', options: TELLING_MODE, ...required },
  {
    is: 'lines',
    path: `${at}proof`,
    label: '告知凭证',
    max: TEXT,
    ...required,
    hint: '例如：通话录音 12 号、邮寄回执',
  },
];

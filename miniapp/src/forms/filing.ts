import { SOURCE } from '../../../src/domain/classification';
import { FILING } from '../copy/filing';
import type { Field, Values } from './form';

const required = { required: true } as const;
const isProxy = (values: Values) => values['isProxy'] === true;
const phone = {
  is: /^(?:1\d{10}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})$/u,
  words: FILING.phoneShape,
};

/** 登记的几步 (R18): who, what, and what shows it. What the bank already holds is not asked for (L9). */
export const FILING_STEPS: readonly { readonly title: string; readonly fields: readonly Field[] }[] = [
  {
    title: FILING.who,
    fields: [
      { is: 'text', path: 'name', label: '投诉人姓名', max: 40, ...required, hint: FILING.nameHint },
      {
        is: 'text',
        type: 'tel',
        path: 'phone',
        label: '联系电话',
        max: 20,
        shape: phone,
        hint: FILING.phoneHint,
      },
      {
        ...{ is: 'text', type: 'idcard', path: 'idNo', label: '证件号', max: 18 },
        shape: { is: /^\d{17}[\dXx]$|^\d{15}$/u, words: FILING.idShape },
      },
      {
        ...{ is: 'text', type: 'number', path: 'account', label: '账号或卡号', max: 30 },
        shape: { is: /^[\d ]{6,30}$/u, words: FILING.accountShape },
      },
      { is: 'yes', path: 'isProxy', label: '代理', words: '由代理人提出', local: true },
      { is: 'text', path: 'proxy.name', label: '代理人姓名', max: 40, ...required, when: isProxy },
      {
        is: 'text',
        type: 'tel',
        path: 'proxy.phone',
        label: '代理人电话',
        max: 20,
        shape: phone,
        ...required,
        when: isProxy,
      },
      {
        is: 'text',
        path: 'proxy.relation',
        label: '与投诉人的关系',
        max: 40,
        ...required,
        when: isProxy,
        hint: FILING.proxyHint,
      },
    ],
  },
  {
    title: FILING.what,
    fields: [
      { is: 'lines', path: 'facts', label: '发生了什么', max: 2000, ...required },
      { is: 'lines', path: 'request', label: '投诉人要求什么', max: 500, ...required },
      { is: 'money', path: 'claimedFen', label: '主张金额' },
      { is: 'one', path: 'source', label: '来源', options: SOURCE },
      {
        ...{ is: 'number', path: 'replyDays', label: '转办函要求几日内答复', min: 1, max: 60, unit: '日' },
        when: ({ source }) => source === 'regulator',
      },
      { is: 'moment', path: 'receivedAt', label: '收到时间', side: 'past', hint: FILING.receivedHint },
    ],
  },
];

export const FILING_FIELDS: readonly Field[] = FILING_STEPS.flatMap(({ fields }) => fields);

import { SOURCE } from '../../../src/domain/classification';
import type { Duplicates, Filing, LikenessQuery } from '../api/types';
import { FILING, PROXY } from '../copy/filing';
import { bodyOf, type Field, type Values } from './form';

const required = { required: true } as const;
const isProxy = (values: Values) => values['isProxy'] === true;
/** As the service reads it: a mobile, or a land line with its area. */
const phone = {
  is: /^(?:\+?86[-\s]?)?1[3-9](?:[-\s]?\d){9}$|^[(（]?0\d{2,3}[)）]?[-\s]?\d{3,4}[-\s]?\d{4}$/u,
  words: FILING.phoneShape,
};

/** 登记的几步 (R18): who, and what. What the bank already holds is not asked for (L9). */
export const FILING_STEPS: readonly { readonly title: string; readonly fields: readonly Field[] }[] = [
  {
    title: FILING.who,
    fields: [
      {
        ...{ is: 'text', path: 'party.name', label: '投诉人姓名', max: 40, ...required },
        hint: FILING.nameHint,
      },
      {
        ...{ is: 'text', type: 'tel', path: 'party.phone', label: '联系电话', max: 24 },
        ...{ shape: phone, hint: FILING.phoneHint },
      },
      {
        ...{ is: 'text', type: 'idcard', path: 'party.idNo', label: '证件号', max: 24 },
        shape: { is: /^\d{17}[\dXx]$/u, words: FILING.idShape },
      },
      {
        ...{ is: 'text', type: 'tel', path: 'party.account', label: '账号或卡号', max: 40 },
        shape: { is: /^\d(?:[ -]?\d){14,18}$/u, words: FILING.accountShape },
      },
      { is: 'yes', path: 'isProxy', label: '代理', words: '由代理人提出', local: true },
      {
        ...{ is: 'text', path: 'proxy.name', label: '代理人姓名', max: 40, ...required },
        ...{ local: true, when: isProxy },
      },
      {
        ...{ is: 'text', type: 'tel', path: 'proxy.phone', label: '代理人电话', max: 24, ...required },
        ...{ shape: phone, local: true, when: isProxy },
      },
      {
        ...{ is: 'text', path: 'proxy.relation', label: '与投诉人的关系', max: 40, ...required },
        ...{ local: true, when: isProxy, hint: FILING.proxyHint },
      },
    ],
  },
  {
    title: FILING.what,
    fields: [
      { is: 'lines', path: 'party.facts', label: '发生了什么', max: 2000, ...required },
      { is: 'lines', path: 'party.request', label: '投诉人要求什么', max: 300, ...required },
      { is: 'money', path: 'claimedFen', label: '主张金额' },
      { is: 'one', path: 'source', label: '来源', options: SOURCE },
      {
        ...{ is: 'number', path: 'replyDays', label: '转办函要求几日内答复', min: 1, max: 99, unit: '日' },
        when: ({ source }) => source === 'regulator',
      },
      { is: 'moment', path: 'receivedAt', label: '收到时间', side: 'past', hint: FILING.receivedHint },
    ],
  },
];

export const FILING_FIELDS: readonly Field[] = FILING_STEPS.flatMap(({ fields }) => fields);

/** What is sent; who files for the complainant goes in one text, as the service keeps it. */
export function filingOf(values: Values): Filing {
  const filing = bodyOf({ fields: FILING_FIELDS }, values) as unknown as Filing;
  if (!isProxy(values)) return filing;
  const said = (name: string) => String(values[`proxy.${name}`] ?? '').trim();
  const proxy = PROXY(said('name'), said('relation'), said('phone'));
  return { ...filing, party: { ...filing.party, proxy } };
}

/** 查重的结果; `no number`: there is nothing to look for them by. */
export type Hints = Duplicates | 'unknown' | 'no number';

/** 查重 by what tells complainants apart, and what they say. */
export function likenessOf({ party: { phone: number, idNo, facts }, claimedFen }: Filing): LikenessQuery {
  return {
    facts,
    ...(number !== undefined && { phone: number }),
    ...(idNo !== undefined && { idNo }),
    ...(claimedFen !== undefined && { claimedFen }),
  };
}

/** 哪里要改, by where it was written: the service speaks of what it was sent, be it a filing or a 查重. */
export function whereWritten(told: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(told).map(([path, detail]) => [WRITTEN[path] ?? path, detail]));
}

const WRITTEN: Readonly<Record<string, string | undefined>> = {
  'party.proxy': 'proxy.name',
  phone: 'party.phone',
  idNo: 'party.idNo',
  facts: 'party.facts',
};

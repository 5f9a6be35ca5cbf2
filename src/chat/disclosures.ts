import type { BulkScope } from '../domain/bulk-export';
import { shanghaiDate } from '../domain/calendar';
import { parseCaseNumber } from '../domain/number';
import { DISCLOSURE_KIND, type DisclosureKind, type PartyField } from '../domain/vocabulary';
import { momentIn } from './moments';
import { HEAD, labelled } from './reading';

/** 披露语句 (G6): `看原文 KFB26000001 电话 原因：…`. `reason` is as it was typed. */
export type DisclosureCommand =
  | {
      readonly kind: 'disclose';
      readonly what: DisclosureKind;
      readonly complaintId?: string;
      readonly fields?: readonly PartyField[];
      readonly reason: string;
    }
  | { readonly kind: 'bulk_export'; readonly scope: BulkScope; readonly reason: string };

const WORD = /^(?:申请)?(?:查?(看原文)|(跨组查阅)|(导出))(?!\p{Script=Han})\s*[:：]?\s*(.*)$/su;
const NUMBER = /[A-Za-z]{2,4}\d{8}(?:-\d{8}-[A-Za-z]{2}(?:\d{2})?)?(?![\dA-Za-z])/gu;

export function readDisclosure(text: string): DisclosureCommand | undefined {
  const match = WORD.exec(text);
  if (!match) return undefined;
  const what = kindOf(match.slice(1, 4).find((word) => word !== undefined) ?? '');
  const parts = labelled(match[4] ?? '', { why: /原因|理由/u });
  const head = parts[HEAD] ?? '';
  const numbers = [...new Set((head.match(NUMBER) ?? []).flatMap((each) => parseCaseNumber(each) ?? []))];
  const reason = parts['why'] ?? '';
  const scope = what === 'export' ? bulkScopeIn(head, numbers) : undefined;
  if (scope) return { kind: 'bulk_export', scope, reason };

  const fields = fieldsIn(head);
  const [complaintId] = numbers;
  return {
    ...{ kind: 'disclose', what, reason },
    ...(complaintId !== undefined && { complaintId }),
    ...(what === 'unmask' && fields.length > 0 && { fields }),
  };
}

function kindOf(word: string): DisclosureKind {
  const [kind] = (Object.entries(DISCLOSURE_KIND) as [DisclosureKind, string][]).find(
    ([, name]) => name === word,
  ) ?? ['unmask'];
  return kind;
}

/** Several numbers, or `2026-01-01 至 2026-03-31`. */
function bulkScopeIn(head: string, ids: readonly string[]): BulkScope | undefined {
  if (ids.length > 1) return { kind: 'cases', ids };
  const days = head
    .replace(NUMBER, ' ')
    .split(/[至到~～—]/u)
    .flatMap((part) => momentIn(part) ?? [])
    .map(({ at }) => shanghaiDate(at));
  const [from, to, ...more] = days;
  return from !== undefined && to !== undefined && more.length === 0
    ? { kind: 'period', from, to }
    : undefined;
}

const FIELD_WORDS: readonly (readonly [PartyField, RegExp])[] = [
  ['name', /姓名|名字/u],
  ['phone', /电话|手机/u],
  ['idNo', /证件/u],
  ['account', /账号|卡号/u],
  ['proxy', /代理/u],
  ['facts', /事情|经过|事实/u],
  ['request', /诉求|要求/u],
];

function fieldsIn(head: string): readonly PartyField[] {
  return FIELD_WORDS.filter(([, words]) => words.test(head)).map(([field]) => field);
}

import { shanghaiDate } from './calendar';

/** 文书类型 (R25). */
export const DOCUMENT_TYPES = {
  SL: '受理',
  FL: '分类',
  DC: '调查',
  FA: '方案',
  SP: '审批',
  FY: '费用',
  GZ: '告知',
  HF: '回访',
  BB: '补办',
  ZT: '中止与延期',
  HC: '核查',
  HY: '会议',
  ZB: '周报',
  SJ: '审计',
  GS: '公示',
  SX: '事件',
} as const;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

/** 项目编号 (R25): unit code, two digits of the year, six of the serial: `KFB26000001`. */
export function projectNo(orgCode: string, year: number, serial: number): string {
  return `${orgCode}${(year % 100).toString().padStart(2, '0')}${serial.toString().padStart(6, '0')}`;
}

/** 文书编号 (R25): `KFB26000001-20261123-SL`, with an ordinal `-FA02` where a type may recur in a day. */
export function documentNo(project: string, at: Date, type: DocumentType, ordinal?: number): string {
  const suffix = ordinal === undefined ? '' : ordinal.toString().padStart(2, '0');
  return `${project}-${shanghaiDate(at).replaceAll('-', '')}-${type}${suffix}`;
}

const NUMBER = /^([A-Z]{2,4}\d{8})(?:-\d{8}-[A-Z]{2}(?:\d{2})?)?$/;

/** Reads a document number or a bare project number as people type it; gives the project number. */
export function parseCaseNumber(text: string): string | undefined {
  const tidy = text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[—–－]/gu, '-')
    .toUpperCase();
  return NUMBER.exec(tidy)?.[1];
}

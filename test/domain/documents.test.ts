import { nextDocument } from '../../src/domain/documents';
import { DOCUMENT_TYPES, documentNo, parseCaseNumber, projectNo } from '../../src/domain/number';
import type { DocumentRef } from '../../src/domain/complaint';
import type { DocumentType } from '../../src/domain/number';
import { at } from '../support/builders';

const CASE = 'KFB26000001';
const held = (...documents: readonly DocumentRef[]) => ({ id: CASE, documents });

describe('the number of a document (文书编号, R25)', () => {
  it.each<[DocumentType, string]>([
    ['SL', `${CASE}-20260302-SL`],
    ['FL', `${CASE}-20260302-FL`],
    ['FA', `${CASE}-20260302-FA01`],
    ['HF', `${CASE}-20260302-HF01`],
  ])('%s: only what may recur has an ordinal: %s', (type, no) => {
    expect(nextDocument(held(), type, at('2026-03-02 09:30'))).toEqual({
      no,
      type,
      at: at('2026-03-02 09:30'),
    });
  });

  it('the second of a type on one day is 02, on the next day 01 again', () => {
    const first = nextDocument(held(), 'FA', at('2026-03-02 09:30'));
    expect(nextDocument(held(first), 'FA', at('2026-03-02 23:59')).no).toBe(`${CASE}-20260302-FA02`);
    expect(nextDocument(held(first), 'FA', at('2026-03-03 00:00')).no).toBe(`${CASE}-20260303-FA01`);
  });

  it('another type of the same day does not count', () => {
    const investigation = nextDocument(held(), 'DC', at('2026-03-02 09:30'));
    expect(nextDocument(held(investigation), 'FA', at('2026-03-02 09:30')).no).toBe(`${CASE}-20260302-FA01`);
  });

  it('bears the date of Shanghai, whatever the hour', () => {
    expect(documentNo(CASE, new Date('2026-03-02T15:59:59Z'), 'SL')).toBe(`${CASE}-20260302-SL`);
    expect(documentNo(CASE, new Date('2026-03-02T16:00:00Z'), 'SL')).toBe(`${CASE}-20260303-SL`);
  });
});

describe('the number of a case (项目编号, R25)', () => {
  it.each([
    ['KFB', 2026, 1, 'KFB26000001'],
    ['BJ', 2105, 999_999, 'BJ05999999'],
  ])('%s %d %d is %s', (unit, year, serial, no) => {
    expect(projectNo(unit, year, serial)).toBe(no);
    expect(parseCaseNumber(no)).toBe(no);
  });

  it.each(Object.keys(DOCUMENT_TYPES) as DocumentType[])(
    'is read out of the number of its document %s',
    (type) => {
      expect(parseCaseNumber(documentNo(CASE, at('2026-03-02 09:30'), type))).toBe(CASE);
      expect(parseCaseNumber(documentNo(CASE, at('2026-03-02 09:30'), type, 12))).toBe(CASE);
    },
  );

  it.each([' kfb26000001 ', 'ＫＦＢ２６０００００１', 'KFB 26 000001', 'KFB26000001—20260302–fa01'])(
    '%p is understood as people type it',
    (text) => {
      expect(parseCaseNumber(text)).toBe(CASE);
    },
  );

  it.each([
    '',
    'KFB2600001',
    'KFB260000011',
    'K26000001',
    'ABCDE26000001',
    'KFB26000001-2026032-SL',
    'KFB26000001-20260302',
    'KFB26000001-20260302-SL1',
    'KFB26000001-20260302-S',
    'XKFB-26000001',
    'KFB26000001。',
  ])('%p is none', (text) => {
    expect(parseCaseNumber(text)).toBeUndefined();
  });
});

import { contentOf, type CaseSetting, type Setting } from '../../src/documents/template';
import { templateFor } from '../../src/documents/templates';
import { backfillForm } from '../../src/documents/templates/backfill-form';
import {
  extensionNotice,
  suspensionNotice,
  type TimeChange,
} from '../../src/documents/templates/time-notice';
import { verificationDecision } from '../../src/documents/templates/verification-decision';
import type { DocumentContent } from '../../src/documents/content';
import type { PartyFields } from '../../src/desk/ports';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import type { DomainEvent } from '../../src/domain/events';
import { born, fold } from '../../src/domain/fold';
import type { DocumentType } from '../../src/domain/number';
import * as story from '../support/builders';
import { registration } from '../support/registration';

export const PARTY: Required<PartyFields> = {
  name: '王女士',
  phone: '13812345678',
  idNo: '11010519491231002X',
  account: '6222021234567890123',
  facts: '信用卡年费重复扣了300元，柜台说系统显示正常，两次致电客服都没有结果',
  request: '退还多扣的年费',
};

/** Every document of a case on the main path: the event that carries it and the case right after that event. */
export function mainPath(level: 'general' | 'major' = 'general'): readonly CaseSetting[] {
  const begun = registration();
  let complaint = born(begun);
  const settings: CaseSetting[] = [];
  const keep = (event: DomainEvent) => {
    const { document } = event;
    if (document) settings.push({ document, event, complaint, org: story.org, party: PARTY });
  };
  keep(begun);

  const act = (what: Act, by: string, now = story.MONDAY) => {
    for (const event of story.eventsOf(ruleOn(complaint, what, story.person(by), story.context(now)))) {
      complaint = fold(complaint, event);
      keep(event);
    }
  };
  act(story.contact, 'zhou.min');
  act(story.classify(level), 'zhou.min');
  act(story.assign, 'lin.tao');
  act(story.find, 'chen.gang');
  act(story.submit(), 'wu.qian');
  act(story.decision(complaint), 'zhao.lei');
  act(story.decision(complaint), 'qian.feng');
  act(story.execute, 'wu.qian');
  act(story.unreached, 'tang.xin');
  act(story.followUp(4), 'tang.xin', story.at('2026-03-03 10:00'));
  if (level === 'major') act(story.decision(complaint), 'zhao.lei', story.at('2026-03-03 11:00'));
  return settings;
}

/** The content of a setting by its released template, with only the personal data the template may have. */
export function contentFrom(setting: CaseSetting): DocumentContent {
  const template = templateFor(setting.document.type);
  if (!template) throw new Error(`no template for ${setting.document.type}`);
  const party = Object.fromEntries(template.needs.map((field) => [field, setting.party[field]]));
  return contentOf(template, { ...setting, party });
}

/** 费用审批表: the finance signature as the document of its own type. */
export function expense(): CaseSetting {
  const signed = mainPath().filter(({ document }) => document.type === 'SP')[1];
  if (!signed) throw new Error('finance signs second');
  return { ...signed, document: setting('FY', 'FY01').document };
}

export function setting(type: DocumentType, suffix: string): Setting {
  const document = { no: `KFB26000001-20260302-${suffix}`, type, at: story.MONDAY };
  return { document, org: story.org, party: { name: PARTY.name } };
}

const time = (change: TimeChange['change']): TimeChange => ({
  complaintId: 'KFB26000001',
  receivedAt: story.MONDAY,
  ground: '需要第三方机构对签名作鉴定',
  approvedBy: 'lin.tao',
  approvedAt: story.at('2026-03-04 10:00'),
  change,
});

/** Documents of acts that the main path does not have. */
export const SIDE_PATH: Readonly<Record<'BB' | 'ZT-S' | 'ZT-E' | 'HC', () => DocumentContent>> = {
  BB: () =>
    contentOf(backfillForm, {
      ...setting('BB', 'BB01'),
      backfill: {
        complaintId: 'KFB26000001',
        reason: '投诉人情绪激动，扬言轻生',
        action: '当场垫付年费并安排专人陪护',
        actedBy: 'zhou.min',
        actedAt: story.MONDAY,
        costFen: 30_000,
        witness: 'lin.tao',
        filedBy: 'zhou.min',
        filedAt: story.at('2026-03-02 15:00'),
        ratified: {
          by: 'zhao.lei',
          at: story.at('2026-03-02 16:00'),
          result: 'ratified',
          opinion: '处置得当',
        },
      },
    }),
  'ZT-S': () =>
    contentOf(suspensionNotice, {
      ...setting('ZT', 'ZT01'),
      time: time({
        kind: 'suspended',
        why: 'appraisal',
        from: story.at('2026-03-04 10:00'),
        until: story.at('2026-03-20 10:00'),
      }),
    }),
  'ZT-E': () =>
    contentOf(extensionNotice, {
      ...setting('ZT', 'ZT02'),
      time: time({
        kind: 'extended',
        oldDueAt: story.at('2026-03-18 00:00'),
        newDueAt: story.at('2026-04-02 00:00'),
      }),
    }),
  HC: () =>
    contentOf(verificationDecision, {
      ...setting('HC', 'HC01'),
      verification: {
        complaintId: 'KFB26000001',
        noticeNo: 'KFB26000001-20260302-GZ01',
        appliedAt: story.at('2026-03-10 10:00'),
        application: '认为退还的年费少算了一年。',
        verified: '调取了三年扣费流水，重复计收只有一次。',
        result: 'upheld',
        reasons: '退还金额与重复计收金额一致。',
      },
    }),
};

import { contentOf, type CaseSetting } from '../../src/documents/template';
import { templateFor } from '../../src/documents/templates';
import type { DocumentContent } from '../../src/documents/content';
import type { PartyFields } from '../../src/desk/ports';
import type { Complaint } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { born, fold } from '../../src/domain/fold';
import * as story from '../support/builders';
import { registration } from '../support/registration';
import { SAMPLES } from '../support/side-states';

export const PARTY: Required<PartyFields> = {
  name: '王女士',
  phone: '13812345678',
  idNo: '11010519491231002X',
  account: '6222021234567890123',
  proxy: '王建国，13600001234，投诉人的父亲',
  facts: '信用卡年费重复扣了300元，柜台说系统显示正常，两次致电客服都没有结果',
  request: '退还多扣的年费',
};

/** What acts on a case leave in writing, each with the case right after its event. */
function written(
  from: Complaint,
  ...acts: readonly ((complaint: Complaint) => readonly [act: Act, by: string, now?: Date])[]
): { readonly complaint: Complaint; readonly settings: readonly CaseSetting[] } {
  let complaint = from;
  const settings: CaseSetting[] = [];
  for (const next of acts) {
    const [act, by, now = story.MONDAY] = next(complaint);
    for (const event of story.eventsOf(ruleOn(complaint, act, story.person(by), story.context(now)))) {
      complaint = fold(complaint, event);
      const { document } = event;
      if (document) settings.push({ document, event, complaint, org: story.org, party: PARTY });
    }
  }
  return { complaint, settings };
}

/** Every document of a case on the main path. */
export function mainPath(level: 'general' | 'major' = 'general'): readonly CaseSetting[] {
  const event = registration();
  const complaint = born(event);
  const { document } = event;
  if (!document) throw new Error('a registration is written down');
  const { settings } = written(
    complaint,
    () => [story.contact, 'zhou.min'],
    () => [story.classify(level), 'zhou.min'],
    () => [story.assign, 'lin.tao'],
    () => [story.find, 'chen.gang'],
    () => [story.submit(), 'wu.qian'],
    (now) => [story.decision(now), 'zhao.lei'],
    (now) => [story.decision(now), 'qian.feng'],
    () => [story.execute, 'wu.qian'],
    () => [story.unreached, 'tang.xin'],
    () => [story.followUp(4), 'tang.xin', story.at('2026-03-03 10:00')],
    ...(level === 'major'
      ? [(now: Complaint) => [story.decision(now), 'zhao.lei', story.at('2026-03-03 11:00')] as const]
      : []),
  );
  return [{ document, event, complaint, org: story.org, party: PARTY }, ...settings];
}

/** The content of a setting by its released template, with only the personal data the template may have. */
export function contentFrom(setting: CaseSetting): DocumentContent {
  const template = templateFor(setting.event);
  if (!template) throw new Error(`no template for ${setting.document.type}`);
  const party = Object.fromEntries(template.needs.map((field) => [field, setting.party[field]]));
  return contentOf(template, { ...setting, party });
}

const sample = (type: keyof typeof SAMPLES) => () => [SAMPLES[type].act, SAMPLES[type].by] as const;
const signedBy = (by: string) => (now: Complaint) => [story.decision(now), by] as const;

/** Documents of what leaves the main path: the last of each story. */
export const SIDE_PATH: Readonly<Record<string, () => readonly CaseSetting[]>> = {
  'ZT of a suspension': () =>
    written(story.inState('INVESTIGATING'), sample('suspend'), signedBy('lin.tao')).settings,
  'ZT of an extension': () =>
    written(story.inState('RECEIVED'), sample('extend'), signedBy('zhao.lei')).settings,
  BB: () => written(story.filed(), sample('emergency'), sample('backfill')).settings,
  'SP of a back-fill': () =>
    written(story.filed(), sample('emergency'), sample('backfill'), signedBy('zhao.lei')).settings,
  'GZ of a decline': () =>
    written(story.inState('CLASSIFIED'), sample('decline'), signedBy('lin.tao'), sample('tell')).settings,
  'HC upheld': () => written(story.inState('CLOSED'), sample('verify'), sample('uphold')).settings,
  'HC overturned': () => written(story.inState('CLOSED'), sample('verify'), sample('overturn')).settings,
};

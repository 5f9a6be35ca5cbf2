import type { MajorReason, Source } from '../domain/classification';
import type { Circumstances } from '../domain/major';
import type { Person } from '../domain/org';

/** 重大情形的说法 (R23): what in a sentence means one. */
const REASONS: readonly (readonly [RegExp, MajorReason])[] = [
  [/自然灾害|洪灾|地震/u, 'disaster'],
  [/安全事故/u, 'accident'],
  [/公共卫生/u, 'health'],
  [/监管(?:部门|机构)?指定/u, 'regulator'],
  [/涉嫌(?:犯罪|诈骗|侵占|挪用)/u, 'crime'],
  [/信息泄露|泄露(?:客户)?信息/u, 'leak'],
  [/媒体(?:关注|报道|曝光|采访)|记者/u, 'media'],
  [/重复投诉|办结后(?:又|再次)投诉/u, 'repeat'],
];

/** 读重大情形: how many complain, whether together in person, and the reasons that are named. */
export function circumstancesIn(text: string): Circumstances {
  const count = /(\d{1,4})\s*(?:人|名|位)(?:[^，,；;。]{0,6}(?:投诉|到场|当面|聚集))?/u.exec(text)?.[1];
  return {
    ...(count !== undefined && { complainants: Number(count) }),
    ...(/当面|到场|(?<!营业)现场|聚集/u.test(text) && { inPerson: true }),
    reasons: REASONS.filter(([words]) => words.test(text)).map(([, reason]) => reason),
  };
}

/** `被投诉人：陈刚、吴倩`: members of the staff; undefined for a name nobody has. */
export function subjectsIn(text: string, people: readonly Person[]): readonly (Person | undefined)[] {
  const names = /被投诉(?:人员?|员工)?\s*[:：]\s*([^\s,，;；。]+)/u.exec(text)?.[1];
  return (names ?? '')
    .split('、')
    .filter(Boolean)
    .map((name) => people.find((person) => person.name === name || person.userId === name.toLowerCase()));
}

const SOURCES: readonly (readonly [RegExp, Source])[] = [
  [/监管(?:局|部门)?转(?:办|来|交)|12378/u, 'regulator'],
  [/媒体(?:转|来|报道|曝光)|记者(?:来|反映)/u, 'media'],
  [/客户?来信|信函投诉|寄来的?信/u, 'letter'],
  [/客服热线|热线(?:转|来电)|来电(?:投诉|反映)/u, 'hotline'],
  [/来源\s*[:：]?\s*网点|网点(?:转来|接待)/u, 'branch'],
  [/来源\s*[:：]?\s*(?:网站|官网)/u, 'web'],
  [/来源\s*[:：]?\s*(?:手机银行|APP)/iu, 'app'],
  [/来源\s*[:：]?\s*微信/u, 'wecom'],
];

/** 投诉来源 (R18); undefined when the sentence does not say. */
export function sourceIn(text: string): Source | undefined {
  return SOURCES.find(([words]) => words.test(text))?.[1];
}

/** `7日内答复`: how many days a regulator's letter gives (C9). */
export function replyDaysIn(text: string): number | undefined {
  const days = /(\d{1,2})\s*(?:个?自然)?[日天]内(?:答复|回复|反馈|报送)/u.exec(text)?.[1];
  return days === undefined || Number(days) === 0 ? undefined : Number(days);
}

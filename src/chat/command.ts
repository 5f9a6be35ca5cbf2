import { LINK_KIND, type LinkKind } from '../domain/customer-link';
import { parseCaseNumber } from '../domain/number';
import { readBroadcast, type BroadcastCommand } from './broadcast';
import { readDisclosure, type DisclosureCommand } from './disclosures';
import { TASK_FORMS } from './forms-of-tasks';
import { halfWidth } from './half-width';
import { readLeak, type LeakCommand } from './leaks';

/** 办理语句: a step written as one sentence, `结论 KFB26000001 银行责任；依据：…`. */
export const FORMS = {
  contact: '联系',
  classify: '分类',
  assign: '分派',
  reassign: '改派',
  find: '结论',
  plan: '方案',
  execute: '执行',
  change_plan: '变更方案',
  follow_up: '回访',
  decline: '不予办理',
  tell: '告知',
  merge: '合并',
  unmerge: '撤销合并',
  link: '关联',
  suspend: '中止',
  resume: '恢复',
  extend: '延期',
  withdraw: '撤回',
  reopen: '重新调查',
  redo: '重做方案',
  relevel: '调级',
  emergency: '紧急处理',
  backfill: '补办',
  recuse: '回避',
  await_papers: '待补材料',
  receive_papers: '材料已到',
  reply_regulator: '回复监管',
  verify: '核查',
  uphold: '核查维持',
  overturn: '核查撤销',
  ...TASK_FORMS,
} as const;
export type Form = keyof typeof FORMS;

type Word = 'help' | 'my_complaints' | 'todo' | 'weekly' | 'digest' | 'release_digest' | 'confirm' | 'cancel';

/** 指令: what a typed message asks for. `text` is what is left to read. */
export type Command =
  | { readonly kind: Word }
  | {
      readonly kind: 'look' | 'duplicates' | 'documents' | 'why' | 'access_log' | 'who_knows';
      readonly complaintId?: string;
    }
  | { readonly kind: 'give_link'; readonly what: LinkKind; readonly complaintId?: string }
  | { readonly kind: 'one_tap'; readonly what: 'emergency' | 'major'; readonly complaintId?: string }
  | DisclosureCommand
  | BroadcastCommand
  | LeakCommand
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'form'; readonly form: Form; readonly complaintId?: string; readonly text: string }
  | { readonly kind: 'other'; readonly text: string };

const WORDS: readonly (readonly [Word, RegExp])[] = [
  ['help', /^(?:帮助|help|怎么用|用法|使用说明|菜单|你好|您好|在吗|hi|hello|[?？])$/iu],
  ['my_complaints', /^(?:我的投诉|我登记的(?:投诉)?|我的案件|我的登记)$/u],
  ['todo', /^(?:待办|我的待办|待办事项|待处理)$/u],
  ['weekly', /^(?:看|查看?|发)?(?:本周的?)?(?:投诉)?周报$/u],
  ['digest', /^(?:我的|看|查看?)?(?:汇总|通知汇总)$/u],
  ['release_digest', /^(?:通知)?汇总[\s,，:：]*(?:全部|都)?(?:发给我|发我)$/u],
  ['confirm', /^(?:确认|确定|确认登记|确认提交|提交|是|是的|对|对的|没错|好|好的|可以|ok|yes)$/iu],
  ['cancel', /^(?:(?:我要|我想)?(?:取消|撤销|撤回)(?:投诉|登记)?|算了|不要了|不(?:投诉|登记)了|放弃|no)$/iu],
];

const LOOK = /^(?:查询|查看|查|看|进展|进度)(?:一?下)?\s*[:：]?\s*(.*)$/su;
/** What else is asked of one case, by its number. */
const ABOUT_CASE: readonly (readonly [
  'duplicates' | 'documents' | 'why' | 'access_log' | 'who_knows',
  RegExp,
])[] = [
  ['duplicates', /^查重(?:一下)?\s*[:：]?\s*([\w\s—–－-]*)$/u],
  ['documents', /^(?:查看?)?文书(?:清单|目录)?\s*[:：]?\s*([\w\s—–－-]*)$/u],
  ['who_knows', /^谁(?:都)?知道\s*[:：]?\s*([\w\s—–－-]*)$/u],
  ['access_log', /^(?:查看?)?访问记录\s*[:：]?\s*([\w\s—–－-]*)$/u],
  [
    'why',
    /^为(?:什么|何|啥)\s*[:：]?\s*([\w\s—–－-]{0,40}?)\s*(?:(?:会|要)?(?:在?(?:这天|这时|那天|那时))?(?:到期|截止|超期|逾期))?$/u,
  ],
];
const FILE = /^(?:我要投诉|登记投诉|投诉登记|投诉(?!人)|客诉)\s*[:：,，]?\s*(.*)$/su;
/** The longest word first: 「核查维持」 begins with another form's word. */
const FORM_WORDS = Object.values(FORMS).sort((a, b) => b.length - a.length);
const FORM = new RegExp(`^(${FORM_WORDS.join('|')})(.*)$`, 'su');
const NUMBER =
  /^\s*[:：,，]?\s*([A-Za-z]{2,4}\d{8}(?:-\d{8}-[A-Za-z]{2}(?:\d{2})?)?)(?![\dA-Za-z])\s*[:：,，]?\s*(.*)$/su;

/** 读指令. Never throws; what fits nothing is `other`. */
export function readCommand(message: string): Command {
  const text = halfWidth(message).trim();
  const bare = text.replace(/[\s。.!！?？~～]+$/u, '') || text;
  const word = WORDS.find(([, shape]) => shape.test(bare));
  if (word) return { kind: word[0] };

  const number = parseCaseNumber(bare);
  if (number !== undefined) return { kind: 'look', complaintId: number };
  return (
    readLeak(text) ??
    oneTap(bare) ??
    giveLink(bare) ??
    form(text) ??
    readDisclosure(text) ??
    readBroadcast(text) ??
    aboutCase(bare) ??
    look(bare) ??
    file(text) ?? { kind: 'other', text }
  );
}

/** 紧急, 重大, with a number or alone. */
function oneTap(text: string): Command | undefined {
  const [, word, rest = ''] = /^(紧急|重大)\s*[:：]?\s*([\w\s—–－-]*)$/u.exec(text) ?? [];
  if (word === undefined) return undefined;
  const complaintId = parseCaseNumber(rest);
  const what = word === '紧急' ? 'emergency' : 'major';
  return { kind: 'one_tap', what, ...(complaintId !== undefined && { complaintId }) };
}

/** 回访链接, 答复链接: for the complainant. */
function giveLink(text: string): Command | undefined {
  const [, word, rest = ''] = /^(?:发)?(回访链接|答复链接)\s*[:：]?\s*([\w\s—–－-]*)$/u.exec(text) ?? [];
  const what = (Object.keys(LINK_KIND) as LinkKind[]).find((kind) => LINK_KIND[kind] === word);
  if (what === undefined) return undefined;
  const complaintId = parseCaseNumber(rest);
  return { kind: 'give_link', what, ...(complaintId !== undefined && { complaintId }) };
}

function look(text: string): Command | undefined {
  const rest = LOOK.exec(text)?.[1];
  if (rest === undefined) return undefined;
  const complaintId = parseCaseNumber(rest);
  if (complaintId !== undefined) return { kind: 'look', complaintId };
  // 「查一下为什么…」 is a sentence, not a look-up.
  return rest === '' || /^[\w\s-]{1,30}$/u.test(rest) ? { kind: 'look' } : undefined;
}

function aboutCase(text: string): Command | undefined {
  for (const [kind, shape] of ABOUT_CASE) {
    const rest = shape.exec(text)?.[1];
    if (rest === undefined) continue;
    const complaintId = parseCaseNumber(rest);
    return { kind, ...(complaintId !== undefined && { complaintId }) };
  }
  return undefined;
}

function file(text: string): Command | undefined {
  const rest = FILE.exec(text)?.[1];
  return rest === undefined ? undefined : { kind: 'file', text: rest.trim() };
}

/** A form's word counts with a number after it, or with a gap or colon: 「执行力差」 is no form. */
function form(text: string): Command | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, word = '', rest = ''] = match;
  const [name] = (Object.entries(FORMS) as [Form, string][]).find(([, each]) => each === word) ?? [];
  if (name === undefined) return undefined;

  const numbered = NUMBER.exec(rest);
  if (numbered) {
    const complaintId = parseCaseNumber(numbered[1] ?? '');
    return {
      kind: 'form',
      form: name,
      ...(complaintId && { complaintId }),
      text: (numbered[2] ?? '').trim(),
    };
  }
  return rest === '' || /^[\s:：]/u.test(rest)
    ? { kind: 'form', form: name, text: rest.replace(/^[\s:：]+/u, '').trim() }
    : undefined;
}

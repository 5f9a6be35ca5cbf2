import type { RefusalCode } from '../domain/ruling';

/** 问题详情的文案 (RFC 9457), in Chinese and English: title and what to do about it. A refusal's Chinese is that of chat. */

interface Words {
  readonly status: number;
  readonly zh: readonly [title: string, detail: string];
  readonly en: readonly [title: string, detail: string];
}

export const PROBLEMS = {
  invalid_input: {
    status: 422,
    zh: ['填得不对', '有的内容没有填对，请按提示改好再提交。'],
    en: ['Invalid input', 'Some fields are not as they should be; see errors.'],
  },
  broken_json: {
    status: 400,
    zh: ['请求读不懂', '请求内容不是 JSON，或者不是 UTF-8。'],
    en: ['Unreadable request', 'The body is not JSON in UTF-8.'],
  },
  wrong_media_type: {
    status: 415,
    zh: ['请求读不懂', '请求内容要是 application/json。'],
    en: ['Unsupported media type', 'Send application/json.'],
  },
  too_large: {
    status: 413,
    zh: ['内容太大', '一次提交最多 256 KB。'],
    en: ['Too large', 'At most 256 KB at once.'],
  },
  no_such_path: {
    status: 404,
    zh: ['没有这个页面', '地址不对。'],
    en: ['Not found', 'There is nothing at this address.'],
  },
  wrong_method: {
    status: 405,
    zh: ['没有这个操作', '这个地址不支持这种请求。'],
    en: ['Method not allowed', 'This address does not take that method.'],
  },
  not_logged_in: {
    status: 401,
    zh: ['请先登录', '登录已过期或还没有登录，请从企业微信重新打开。'],
    en: ['Not logged in', 'The session has ended or never began; open the app from WeCom again.'],
  },
  not_a_member: {
    status: 403,
    zh: ['没有权限', '您不在诉达的人员名单里，或者已经离职。请联系系统管理员。'],
    en: ['Not a member', 'You are not on the roll of this service, or have left. Ask the administrator.'],
  },
  login_failed: {
    status: 401,
    zh: ['登录没有成功', '企业微信没有认出您，请关掉页面再打开一次。'],
    en: ['Login failed', 'WeCom did not vouch for you; close the page and open it again.'],
  },
  key_missing: {
    status: 400,
    zh: ['请求不完整', '缺少 Idempotency-Key，或者它不是 16 到 64 位的字母、数字、横线。'],
    en: ['Idempotency-Key missing', 'Send an Idempotency-Key of 16 to 64 letters, digits, - or _.'],
  },
  key_reused: {
    status: 422,
    zh: ['请求重复', '同一个 Idempotency-Key 已经用在另一次提交上。'],
    en: ['Idempotency-Key reused', 'This Idempotency-Key was used for another request.'],
  },
  version_missing: {
    status: 428,
    zh: ['请求不完整', '缺少 If-Match：请带上您看到的那一版。'],
    en: ['If-Match missing', 'Say by If-Match which version of the case you had before you.'],
  },
  version_stale: {
    status: 412,
    zh: ['投诉有了新进展', '您看到的不是最新的一版，没有改动。请看过最新内容再办。'],
    en: ['The case has moved on', 'You had an older version before you; nothing was changed.'],
  },
  too_often: {
    status: 429,
    zh: ['点得太快了', '请稍等一会儿再试。'],
    en: ['Too many requests', 'Please wait a little.'],
  },
  unavailable: {
    status: 503,
    zh: ['暂时办不了', '系统正忙，没有改动。请稍后再试，同一次提交不会重复。'],
    en: ['Unavailable', 'Nothing was changed. Try again; the same request will count once.'],
  },
} as const satisfies Readonly<Record<string, Words>>;
export type ProblemCode = keyof typeof PROBLEMS;

export const REFUSALS_EN: Readonly<Record<RefusalCode, string>> = {
  not_found: 'There is no such case, or you may not see it.',
  not_permitted: 'This step is not yours. Nothing was changed.',
  wrong_state: 'The case is not at this step now. Nothing was changed.',
  case_closed: 'The case is closed. Nothing was changed.',
  conflict_of_interest: 'You have an interest in this case; another officer has to do it.',
  received_in_future: 'The moment is wrong: not later than now, nor before the complaint was received.',
  moment_impossible: 'The moment is wrong: not later than now, nor before this step began.',
  group_missing: 'No group handles this kind of business yet; ask the head of department.',
  nobody_eligible: 'Nobody is left who may take it over; ask the head of department.',
  not_a_candidate: 'This person cannot investigate the case; choose another.',
  finding_needs_evidence: 'A finding needs evidence, or the reason why there is none.',
  contact_missing: 'No contact with the complainant is on record yet.',
  amount_unknown: 'Say the amount involved and what each measure costs.',
  amount_invalid: 'An amount is whole fen, and not negative.',
  actions_missing: 'A plan needs at least one measure.',
  plan_changed: 'The plan has changed; this approval is void.',
  last_signer: 'Nobody but this person may sign, so the case cannot be given to them.',
  already_decided: 'This approval has been decided already; nothing was counted twice.',
  not_the_approver: 'This approval is not yours. Nothing was changed.',
  reason_missing: 'Give the reason for returning it.',
  proof_missing: 'Proof is missing.',
  text_missing: 'The text is not complete.',
  text_too_long: 'The text is too long.',
  score_missing: 'Whoever was reached gives a score.',
  waits_for_signature: 'The follow-up is recorded; the head of department has to sign.',
  calendar_uncovered: 'The working calendar does not cover that year yet; ask the administrator.',
  clock_stopped: 'This limit has ended or is paused.',
  ground_missing: 'Give the ground.',
  asked_already: 'It has been asked for already and waits for an answer.',
  nothing_to_tell: 'There is nothing to tell the complainant now.',
  extension_untold: 'The complainant has not been told of the extension yet.',
  too_late: 'The term is over; the breach stays on record.',
  no_longer_tier: 'The statutory term is 60 days at most.',
  end_date_invalid: 'The date is wrong.',
  papers_not_awaited: 'The case waits for no papers.',
  level_unchanged: 'The level is the same.',
  downgrade_by_head: 'The head of department lowers a level.',
  upgrade_by_lead: 'The group lead raises a level.',
  parent_unusable: 'The other case is closed or the same one.',
  other_person: 'The two cases are of different complainants.',
  new_facts: 'With new facts it is no repetition.',
  linked_already: 'They are linked already, or the same.',
  emergency_open: 'An emergency act has no papers or no ratification yet.',
  emergency_not_listed: 'This is not on the list of emergencies.',
  emergency_too_dear: 'An emergency act may not cost that much.',
  no_backfill_owed: 'No papers are owed for an emergency act.',
  emergency_unexplained: 'Say what was done and who saw it.',
  reviewer_involved: 'You had a part in this case and cannot verify it.',
  documents_missing: 'Documents are missing.',
  no_transfer: 'The case was not transferred by the regulator, or is answered.',
  department_unknown: 'There is no such department.',
  own_department: 'This is your own department.',
  no_addressee: 'This department has nobody to send it to.',
  which_task: 'Several tasks are in your hands; say which.',
  task_acknowledged: 'The task has been taken over already.',
  not_a_colleague: 'Only a colleague of your department on duty can take it.',
  seen_already: 'You may see this case anyway.',
  nothing_masked: 'There is nothing masked that you could ask for.',
  masked_only: 'These fields are masked for you; ask for leave with a reason.',
  export_not_granted: 'Exporting needs leave.',
  request_over: 'This request has been decided already.',
  incident_not_found: 'There is no such incident, or you may not see it.',
  incident_closed: 'The incident is closed. Nothing was changed.',
  inquiry_open: 'The inquiry is open already.',
  inquiry_not_open: 'Open the inquiry first.',
  discovered_after_report: 'It cannot have been discovered after it was reported.',
  cause_or_remedy_missing: 'Without cause and remedy it cannot be closed.',
  closing_agreed: 'You have agreed; the other has to agree too.',
};

import { contentOf } from './message-content';
import type { AppContent } from './chats';
import type { Json } from './model';
import { audienceOf, checkAgent, checkFlags, withoutEmpty, type Audience } from './send-request';
import { callsBack } from './validate-card';
import type { ApiAnswer, ApiRequest, World } from './world';

/** 发送应用消息 message/send (doc 90236). */
export function send({ body, raw }: ApiRequest, world: World): ApiAnswer {
  checkAgent(body['agentid'], world);
  checkFlags(body, world.limits.duplicateSecondsMax);
  const repeated = earlierAnswer(body, raw, world);
  if (repeated !== undefined) return { body: repeated, note: 'duplicate: not shown again' };

  const audience = audienceOf(body, world);
  const content = contentOf(body, world);
  world.quotas.spendDay(audience.people.length);
  const { answer, dropped } = deliver(audience, content, world);
  if (body['enable_duplicate_check'] === 1) world.duplicates.remember(raw, answer);
  return dropped.length === 0 ? { body: answer } : { body: answer, note: `dropped: ${dropped.join(', ')}` };
}

function earlierAnswer(body: Json, raw: string, { duplicates, limits }: World): Json | undefined {
  if (body['enable_duplicate_check'] !== 1) return undefined;
  const asked = (body['duplicate_check_interval'] as number | undefined) ?? 0;
  return duplicates.find(raw, asked === 0 ? limits.duplicateSeconds : asked);
}

/** The surplus beyond a member's rate is dropped without a word to the caller (api.md 6.2). */
function deliver(
  { people, invalid }: Audience,
  content: AppContent,
  world: World,
): { answer: Json; dropped: string[] } {
  const { sent, chats, codes, quotas, clock } = world;
  const msgid = sent.nextMsgid();
  const card = content.card ?? null;
  const recipients = people.map((person) => person.userid);
  sent.keep({ msgid, at: clock.now(), recipients, taskId: content.taskId ?? null, card, recalled: false });

  const dropped: string[] = [];
  for (const { userid } of people) {
    if (quotas.admit(userid)) chats.fromApp(userid, content, msgid);
    else dropped.push(userid);
  }
  const code = card !== null && callsBack(card) ? { response_code: codes.issue(msgid) } : {};
  return { answer: { ...withoutEmpty(invalid), msgid, ...code }, dropped };
}

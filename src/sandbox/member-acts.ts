import { randomBytes } from 'node:crypto';

import { enterXml, menuXml, tapXml, textXml, type Origin } from './callback-xml';
import type { Callbacks, Delivery } from './callbacks';
import { ILLEGAL_PARAMETER, isObject } from './card-rules';
import type { ChatMessage, Json, Person } from './model';
import { authorize } from './oauth';
import type { Telephone } from './voice-calls';
import { WeComError } from './wecom-error';
import type { World } from './world';

/** question_key → option ids. */
export type Selection = Readonly<Record<string, readonly string[]>>;

/** What the client would not let a member do; `message` is Chinese and meant for the screen. */
export class ClientRefusal extends Error {
  override readonly name = 'ClientRefusal';

  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
  ) {
    super(message);
  }
}

interface Question {
  readonly key: string;
  readonly options: readonly string[];
  readonly preset: readonly string[];
  readonly several: boolean;
}

/**
 * 成员 in front of the client: writing, opening the app, tapping a card, each shown at once and then called back; and the
 * phone in the member's hand.
 */
export class MemberActs {
  constructor(
    private readonly world: World,
    private readonly callbacks: Callbacks,
  ) {}

  say(userid: string, content: string): Promise<Delivery> {
    const origin = this.origin(userid);
    if (content.trim() === '') throw new ClientRefusal(400, '不能发送空白消息');
    this.world.chats.fromMember(origin.userid, content);
    return this.callbacks.deliver('text', origin.userid, textXml(origin, content, messageId()));
  }

  enter(userid: string): Promise<Delivery> {
    const origin = this.origin(userid);
    return this.callbacks.deliver('enter_agent', origin.userid, enterXml(origin));
  }

  /** 点应用菜单里的一项. */
  click(userid: string, key: string): Promise<Delivery> {
    const origin = this.origin(userid);
    return this.callbacks.deliver('click', origin.userid, menuXml(origin, 'click', key));
  }

  /** The same by the place of the item. What it leads to, the client opens by itself. */
  choose(userid: string, at: readonly number[]): Promise<Delivery> {
    const origin = this.origin(userid);
    const { type, key, url, pagepath } = this.world.menu.at(at) ?? {};
    if (typeof type !== 'string') throw new ClientRefusal(404, '菜单上没有这一项');
    const told = type === 'click' ? key : type === 'view' ? url : pagepath;
    if (typeof told !== 'string') throw new ClientRefusal(409, '沙箱里没有这种菜单');
    return this.callbacks.deliver(type, origin.userid, menuXml(origin, type, told));
  }

  /** null when the button is a link: links call nobody back. */
  tap(userid: string, messageId: string, key: string, selected: Selection = {}): Promise<Delivery | null> {
    const origin = this.origin(userid);
    const line = this.world.chats.find(origin.userid, messageId);
    const card = line?.message.card;
    if (line === undefined || card === undefined) throw new ClientRefusal(404, '没有这张卡片');
    const event = eventOf(card, key);
    if (event === 'link') return Promise.resolve(null);
    const { message, msgid } = line;
    if (event === 'template_card_event' && message.state?.disabledButtons !== undefined) {
      throw new ClientRefusal(409, `这张卡片已不能操作：${message.state.disabledButtons}`);
    }
    const answers = event === 'template_card_event' ? answersTo(card, selected) : null;
    this.world.chats.markTapped(origin.userid, messageId, key);
    const xml = tapXml(origin, {
      event,
      eventKey: key,
      taskId: message.taskId ?? '',
      cardType: String(card['card_type']),
      responseCode: this.world.codes.issue(msgid ?? ''),
      selected: answers,
    });
    return this.callbacks.deliver(event, origin.userid, xml);
  }

  /** The member's newest card with this task_id, or a 404. */
  cardOf(userid: string, taskId: string): ChatMessage {
    const card = this.world.chats.findCard(this.origin(userid).userid, taskId);
    if (card === undefined) throw new ClientRefusal(404, '没有这张卡片');
    return card;
  }

  /** Opens a link of 网页授权: where WeCom's webview goes on to. Throws a WeComError where it would show an error page. */
  authorize(userid: string, link: URL): URL {
    const { userid: holder } = this.present(userid);
    if (link.hash !== '#wechat_redirect')
      throw new WeComError(ILLEGAL_PARAMETER, 'the link does not end in #wechat_redirect');
    return authorize(link.searchParams, holder, this.world);
  }

  /** wx.qy.login in the mini-program: its code. */
  qyLogin(userid: string): string {
    const { userid: holder } = this.present(userid);
    if (this.world.weappId === null) throw new ClientRefusal(409, '应用没有关联小程序');
    return this.world.miniCodes.issue(holder);
  }

  answer(userid: string): void {
    const { userid: callee } = this.present(userid);
    if (!this.world.calls.answer(callee)) throw new ClientRefusal(409, '没有来电');
  }

  /** Rejects the call that rings, or ends the one that talks. */
  hangUp(userid: string): void {
    const { userid: callee } = this.present(userid);
    if (!this.world.calls.hangUp(callee)) throw new ClientRefusal(409, '没有来电，也没有通话');
  }

  setPhone(userid: string, phone: Telephone): void {
    const person = this.known(userid);
    this.world.calls.setPhone(person.userid, phone);
    this.tell(person);
  }

  /** 离职, or back again: nothing reaches who has left. */
  setLeft(userid: string, left: boolean): void {
    const person = this.known(userid);
    this.world.directory.setLeft(person, left);
    this.tell(person);
  }

  /** Whoever of this userid is with the bank: 404 for nobody, 409 for who has left. */
  present(userid: string): Person {
    const person = this.known(userid);
    if (this.world.directory.hasLeft(person)) throw new ClientRefusal(409, '这位成员已离职');
    return person;
  }

  private tell(person: Person): void {
    const { calls, directory, onMember } = this.world;
    const { userid } = person;
    onMember({ userid, phone: calls.phoneOf(userid), left: directory.hasLeft(person) });
  }

  private origin(userid: string): Origin {
    const { app, clock } = this.world;
    return { ...app, userid: this.present(userid).userid, createTime: Math.floor(clock.now() / 1000) };
  }

  private known(userid: string): Person {
    const person = this.world.directory.known(userid);
    if (person === undefined) throw new ClientRefusal(404, '没有这位成员');
    return person;
  }
}

/** Since client 5.0 a MsgId looks like Base64 and not like a number (api.md 2.1). */
const messageId = (): string => `CAIQ${randomBytes(18).toString('base64')}==`;

function eventOf(card: Json, key: string): 'template_card_event' | 'template_card_menu_event' | 'link' {
  const button = items(card['button_list']).find((each) => (each['key'] ?? each['url']) === key);
  if (button !== undefined) return button['type'] === 1 ? 'link' : 'template_card_event';
  if (isObject(card['submit_button']) && card['submit_button']['key'] === key) return 'template_card_event';
  const menu = isObject(card['action_menu']) ? items(card['action_menu']['action_list']) : [];
  if (menu.some((action) => action['key'] === key)) return 'template_card_menu_event';
  throw new ClientRefusal(409, '这张卡片上没有这个按钮');
}

/** What the client submits: the member's choice, or the preset one; a drop-down always has one. */
function answersTo(card: Json, selected: Selection): Selection | null {
  const questions = questionsOf(card);
  if (questions.length === 0) return null;
  return Object.fromEntries(
    questions.map((question) => [question.key, answerTo(question, selected[question.key])]),
  );
}

function answerTo(
  { key, options, preset, several }: Question,
  chosen: readonly string[] = preset,
): readonly string[] {
  if (chosen.some((option) => !options.includes(option))) throw new ClientRefusal(409, `选项不存在：${key}`);
  if (chosen.length === 0) throw new ClientRefusal(409, '请先选择');
  if (!several && chosen.length > 1) throw new ClientRefusal(409, '只能选择一项');
  return chosen;
}

function questionsOf(card: Json): Question[] {
  const dropDowns = [card['button_selection'], ...items(card['select_list'])]
    .filter(isObject)
    .map((each): Question => {
      const options = optionIds(each);
      const preset = options.find((option) => option === each['selected_id']) ?? options[0];
      return {
        key: String(each['question_key']),
        options,
        preset: preset === undefined ? [] : [preset],
        several: false,
      };
    });
  const boxes = [card['checkbox']].filter(isObject).map((each): Question => {
    const ticked = items(each['option_list']).filter((option) => option['is_checked'] === true);
    return {
      key: String(each['question_key']),
      options: optionIds(each),
      preset: ticked.map(idOf),
      several: each['mode'] === 1,
    };
  });
  return [...dropDowns, ...boxes];
}

const idOf = (option: Json): string => String(option['id']);
const optionIds = (question: Json): string[] => items(question['option_list']).map(idOf);
const items = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

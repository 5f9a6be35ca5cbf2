import type { TimeSource } from './clock';
import type { CardState, ChatMessage, Json } from './model';

/** What the app puts into a chat; every recipient gets a copy of their own. */
export interface AppContent {
  readonly kind: 'text' | 'markdown' | 'card';
  readonly content?: string;
  readonly card?: Json;
  readonly taskId?: string;
}

interface Line {
  readonly message: ChatMessage;
  /** The send it came by, for updates and recall. */
  readonly msgid: string | null;
}

/** 会话: each member's chat with the app, oldest first. Every new or changed line is told to `onChange`. */
export class Chats {
  private readonly byMember = new Map<string, Line[]>();
  private lastId = 0;

  constructor(
    private readonly clock: TimeSource,
    private readonly onChange: (userid: string, message: ChatMessage) => void,
  ) {}

  of(userid: string): readonly ChatMessage[] {
    return this.lines(userid).map((line) => line.message);
  }

  fromMember(userid: string, content: string): ChatMessage {
    return this.append(userid, null, { from: 'member', kind: 'text', content });
  }

  fromApp(userid: string, content: AppContent, msgid: string | null): ChatMessage {
    return this.append(userid, msgid, { from: 'app', ...content });
  }

  /** The member's copy and the send it came by. */
  find(userid: string, messageId: string): Line | undefined {
    return this.lines(userid).find((line) => line.message.id === messageId);
  }

  /** The newest copy of a card by its task_id. */
  findCard(userid: string, taskId: string): ChatMessage | undefined {
    return this.of(userid).findLast((message) => message.taskId === taskId);
  }

  markTapped(userid: string, messageId: string, key: string): void {
    this.replace(
      userid,
      ({ message }) => message.id === messageId,
      (message) => ({ ...message, state: { ...message.state, tapped: key } }),
    );
  }

  /** 更新卡片: greys the buttons, or puts another card in its place. The task_id stays the original one. */
  updateCard(
    userid: string,
    msgid: string,
    change: { readonly card?: Json; readonly disabledButtons?: string },
  ): void {
    this.replace(
      userid,
      (line) => line.msgid === msgid,
      (message) => ({
        ...message,
        card: change.card ?? message.card ?? {},
        state: this.stateAfter(message, change),
      }),
    );
  }

  /** 撤回: the copy gives way to a grey line. */
  recall(userid: string, msgid: string, notice: string): void {
    this.replace(
      userid,
      (line) => line.msgid === msgid,
      ({ id, at, from }) => ({ id, at, from, kind: 'system', content: notice }),
    );
  }

  dump(): { readonly lastId: number; readonly chats: readonly [string, readonly Line[]][] } {
    return { lastId: this.lastId, chats: [...this.byMember] };
  }

  restore({ lastId, chats }: ReturnType<Chats['dump']>): void {
    this.lastId = lastId;
    for (const [userid, lines] of chats) this.byMember.set(userid, [...lines]);
  }

  private stateAfter(message: ChatMessage, change: { readonly disabledButtons?: string }): CardState {
    const { tapped } = message.state ?? {};
    return {
      ...(change.disabledButtons === undefined ? {} : { disabledButtons: change.disabledButtons }),
      ...(tapped === undefined ? {} : { tapped }),
      updatedAt: this.clock.now(),
    };
  }

  private append(userid: string, msgid: string | null, content: Omit<ChatMessage, 'id' | 'at'>): ChatMessage {
    this.lastId += 1;
    const message: ChatMessage = { id: `m${this.lastId}`, at: this.clock.now(), ...content };
    const lines = this.byMember.get(userid);
    if (lines === undefined) this.byMember.set(userid, [{ message, msgid }]);
    else lines.push({ message, msgid });
    this.onChange(userid, message);
    return message;
  }

  private replace(
    userid: string,
    which: (line: Line) => boolean,
    by: (message: ChatMessage) => ChatMessage,
  ): void {
    const lines = this.lines(userid);
    const index = lines.findIndex(which);
    const line = lines[index];
    if (line === undefined) return;
    const message = by(line.message);
    lines[index] = { ...line, message };
    this.onChange(userid, message);
  }

  private lines(userid: string): Line[] {
    return this.byMember.get(userid) ?? [];
  }
}

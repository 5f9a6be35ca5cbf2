import type { Bus, SandboxEvents } from './bus';
import type { Chats } from './chats';
import type { ChatMessage } from './model';

/** The first message of the member's chat that fits: one already there, or the next to come or change. */
export function waitForMessage(
  chats: Chats,
  bus: Bus,
  userid: string,
  predicate: (message: ChatMessage) => boolean,
  timeoutMs: number,
): Promise<ChatMessage> {
  const present = chats.of(userid).find(predicate);
  if (present !== undefined) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      bus.off('chat', listener);
      reject(
        new Error(
          `nothing fitting in the chat of ${userid} within ${timeoutMs} ms:\n${summary(chats.of(userid))}`,
        ),
      );
    }, timeoutMs);
    function listener(event: SandboxEvents['chat']): void {
      if (event.userid !== userid || !fits(event.message)) return;
      clearTimeout(timer);
      bus.off('chat', listener);
      resolve(event.message);
    }
    // A throwing predicate is the waiter's failure and must not reach whoever changed the chat.
    function fits(message: ChatMessage): boolean {
      try {
        return predicate(message);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        return true;
      }
    }
    bus.on('chat', listener);
  });
}

const summary = (messages: readonly ChatMessage[]): string =>
  messages
    .map(
      ({ from, kind, content, taskId }) => `  ${from} ${kind} ${taskId ?? ''} ${content?.slice(0, 60) ?? ''}`,
    )
    .join('\n');

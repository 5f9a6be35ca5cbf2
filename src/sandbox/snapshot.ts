import { readFileSync, renameSync, writeFileSync } from 'node:fs';

import type { World } from './world';

const VERSION = 2;
const DEBOUNCE_MS = 200;

function take(world: World) {
  const { clock, directory, tokens, codes, quotas, duplicates, sent, chats, calls, groups, menu, log } =
    world;
  return {
    version: VERSION,
    clock: clock.dump(),
    token: tokens.dump(),
    codes: codes.dump(),
    day: quotas.dump(),
    duplicates: duplicates.dump(),
    sent: sent.dump(),
    chats: chats.dump(),
    left: directory.dump(),
    calls: calls.dump(),
    groups: groups.dump(),
    menu: menu.list(),
    seq: log.dump(),
  };
}

function putBack(world: World, kept: ReturnType<typeof take>): void {
  world.clock.restore(kept.clock);
  world.tokens.restore(kept.token);
  world.codes.restore(kept.codes);
  world.quotas.restore(kept.day);
  world.duplicates.restore(kept.duplicates);
  world.sent.restore(kept.sent);
  world.chats.restore(kept.chats);
  world.directory.restore(kept.left);
  world.calls.restore(kept.calls);
  world.groups.restore(kept.groups);
  // A file of before there was a menu has none.
  world.menu.set(kept.menu ?? []);
  world.log.restore(kept.seq);
}

/** 快照: the sandbox's memory in one JSON file, so that a restart forgets nothing. Without a file it does nothing. */
export class Snapshot {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly file: string | undefined,
    private readonly world: World,
  ) {}

  /** A file that is absent, damaged or of another version is a fresh start. */
  load(): void {
    const kept = this.file === undefined ? undefined : read(this.file);
    if (kept !== undefined) putBack(this.world, kept);
  }

  /** Something changed: it is written soon, together with what follows at once. */
  touch(): void {
    if (this.file === undefined || this.timer !== null) return;
    this.timer = setTimeout(() => this.write(), DEBOUNCE_MS);
    this.timer.unref();
  }

  /** Writes what is still unwritten. */
  close(): void {
    if (this.timer !== null) this.write();
  }

  private write(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.file === undefined) return;
    writeFileSync(`${this.file}.next`, JSON.stringify(take(this.world)));
    renameSync(`${this.file}.next`, this.file);
  }
}

function read(file: string): ReturnType<typeof take> | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof take>;
    return kept.version === VERSION ? kept : undefined;
  } catch {
    return undefined;
  }
}

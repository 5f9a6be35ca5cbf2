import type { Routes } from '../http/app';
import type { Receiver } from '../wecom/receiver';

/** 角色: one part of the service that starts and stops by itself. */
export interface Role {
  /** The callback door, where the role has one. */
  readonly receiver?: Receiver;
  /** What else it answers to: the mini-app's API and pages. */
  readonly routes?: Routes;
  /** Its own answers for /readyz. */
  readonly ready: () => Promise<Readonly<Record<string, boolean>>>;
  readonly stop: () => Promise<void>;
}

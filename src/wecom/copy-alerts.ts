import type { Complaint } from '../domain/complaint';
import type { AlertAbout } from '../domain/urgent-notice';
import { CLOCK_NAME } from './copy';

/** 紧急通知文案 (R63). */

/** What it is about, in a few words. */
export function alertTitle(about: AlertAbout, { clocks }: Complaint): string {
  switch (about.kind) {
    case 'major':
      return '重大投诉，请关注';
    case 'leak':
      return '泄露事件';
    case 'emergency':
      return '紧急情形，受理专员已先行处理';
    case 'reminder': {
      const kind = clocks.find(({ id }) => id === about.clockId)?.kind ?? 'C0';
      return `${CLOCK_NAME[kind]}${about.breached ? '已超时' : '临近截止'}`;
    }
  }
}

export const CALL_TASK = { title: '紧急 · 呼叫任务' } as const;

export const ALERT_SAID = {
  over: '这条紧急通知已经有人回应，不用再处理',
} as const;

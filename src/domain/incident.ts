import type { Call } from './call';
import type { Person } from './org';
import type { Addressee } from './stand-in';

/** 泄露种类 (R51). */
export const LEAK_KIND = {
  outflow: '客户信息外发',
  loss: '资料遗失',
  access: '系统越权访问',
  other: '其他',
} as const;
export type LeakKind = keyof typeof LEAK_KIND;

/** 应急小组 (R51): who is told of a leak and sees how it goes. */
export const TEAM = ['DPO', 'HEAD', 'EXEC'] as const;
export type TeamRole = (typeof TEAM)[number];

/** 泄露事件通知 (R51): it was reported; those who must know were not all reached in time; its inquiry was not opened in time. */
export type LeakNotice = {
  readonly to: string;
  readonly kind: 'leak';
  readonly of: 'reported' | 'unreached' | 'unopened';
  /** In whose place its reader is told. */
  readonly offices: readonly TeamRole[];
};

/** 结案会签: both offices agree, two persons. */
export const CLOSING_OFFICES = ['DPO', 'HEAD'] as const;
export type ClosingOffice = (typeof CLOSING_OFFICES)[number];

/** What the inquiry found so far; each is the latest that was written. */
export interface LeakFacts {
  /** 涉及哪些数据, by kind and never one of them. */
  readonly dataKinds?: string;
  /** 涉及多少人. */
  readonly people?: number;
  readonly cause?: string;
  /** 控制和补救措施. */
  readonly measures?: string;
  readonly lessons?: string;
}

/** 对外告知 (PIPL 57): an authority or the persons concerned were told, when, with what proof. */
export interface LeakTelling {
  readonly of: 'authority' | 'persons';
  /** By its name among the parameters. */
  readonly authority?: string;
  readonly at: Date;
  readonly by: string;
  readonly proof: string;
}

/** 泄露事件 (R51): belongs to no case. No personal data: what people wrote of it is redacted before it comes here. */
export interface Incident {
  /** 项目编号 (R25). */
  readonly id: string;
  readonly version: number;
  /** 文书编号, type SX. */
  readonly documentNo: string;
  readonly rulesVersion: string;
  readonly kind: LeakKind;
  readonly note?: string;
  /** Absent when it was reported anonymously: then nobody knows. */
  readonly by?: string;
  readonly reportedAt: Date;
  readonly discoveredAt: Date;
  readonly opened?: { readonly by: string; readonly at: Date };
  readonly facts: LeakFacts;
  readonly told: readonly LeakTelling[];
  /** Who was reached, and of which notice. */
  readonly reached: readonly LeakReach[];
  readonly closings: readonly { readonly office: ClosingOffice; readonly by: string; readonly at: Date }[];
  readonly closedAt?: Date;
}

export interface LeakReach {
  readonly about: LeakNotice;
  readonly userId: string;
  readonly at: Date;
  readonly how: 'acknowledged' | 'spoken' | 'called';
}

/** 泄露事件的经过, chained like the events of a case (R24). `by` is absent where an anonymous report stands. */
export type IncidentEvent = { readonly at: Date } & (
  | {
      readonly type: 'reported';
      readonly by?: string;
      readonly documentNo: string;
      readonly rulesVersion: string;
      readonly kind: LeakKind;
      readonly note?: string;
    }
  | { readonly type: 'inquiry_opened'; readonly by: string }
  | { readonly type: 'handled'; readonly by: string; readonly facts: LeakFacts; readonly discoveredAt?: Date }
  | { readonly type: 'told'; readonly by: string; readonly telling: LeakTelling }
  | { readonly type: 'closing_agreed'; readonly by: string; readonly office: ClosingOffice }
  | AlertEvent
);

/** What its alerts came to. */
type AlertEvent = { readonly by: string; readonly alert: string; readonly calls: readonly Call[] } & (
  | { readonly type: 'alert_passed'; readonly from: string; readonly to: Addressee }
  | ({ readonly type: 'reached' } & Pick<LeakReach, 'about' | 'userId' | 'how'>)
);

/** 上报: the incident as it begins. */
export function bornIncident(id: string, event: IncidentEvent & { readonly type: 'reported' }): Incident {
  const { documentNo, rulesVersion, kind, note, by, at } = event;
  return {
    ...{ id, version: 1, documentNo, rulesVersion, kind, reportedAt: at, discoveredAt: at },
    ...{ facts: {}, told: [], reached: [], closings: [] },
    ...(note !== undefined && { note }),
    ...(by !== undefined && { by }),
  };
}

/** Folds an event in; what changes the facts voids the closing that was agreed to before. */
export function foldIncident(before: Incident, event: IncidentEvent): Incident {
  const incident = { ...before, version: before.version + 1 };
  const { at } = event;
  switch (event.type) {
    case 'reported':
    case 'alert_passed':
      return incident;
    case 'inquiry_opened':
      return { ...incident, opened: { by: event.by, at } };
    case 'handled': {
      const { facts, discoveredAt } = event;
      const known = { ...incident, facts: { ...incident.facts, ...facts }, closings: [] };
      return { ...known, ...(discoveredAt && { discoveredAt }) };
    }
    case 'told':
      return { ...incident, told: [...incident.told, event.telling], closings: [] };
    case 'reached': {
      const { about, userId, how } = event;
      return { ...incident, reached: [...incident.reached, { about, userId, at, how }] };
    }
    case 'closing_agreed': {
      const closings = [...incident.closings, { office: event.office, by: event.by, at }];
      const isAgreed = CLOSING_OFFICES.every((office) => closings.some((each) => each.office === office));
      return { ...incident, closings, ...(isAgreed && { closedAt: at }) };
    }
  }
}

/** Of the two things that an alert may be about. */
export function isIncident<Other extends object>(subject: Other | Incident): subject is Incident {
  return 'discoveredAt' in subject;
}

/** 是否应急小组的人. */
export function isOnTeam({ roles }: Pick<Person, 'roles'>): boolean {
  return TEAM.some((role) => roles.includes(role));
}

/** Whether both offices that must know were reached, themselves or through who answers for them. */
export function isKnown({ reached }: Incident): boolean {
  return CLOSING_OFFICES.every((office) =>
    reached.some(({ about }) => about.of === 'reported' && about.offices.includes(office)),
  );
}

/** Whether a notice of it needs no answer any more. */
export function isLeakOver({ of }: LeakNotice, incident: Incident): boolean {
  if (incident.closedAt) return true;
  switch (of) {
    case 'reported':
      return false;
    case 'unreached':
      return isKnown(incident);
    case 'unopened':
      return incident.opened !== undefined;
  }
}

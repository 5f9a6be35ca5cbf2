import type {
  Business,
  Channel,
  Classification,
  Level,
  Reason,
  Source,
} from '../../../src/domain/classification';
import type { ActType } from '../../../src/domain/transitions';
import type { Todo } from '../../../src/domain/todo';
import type { DocumentType } from '../../../src/domain/number';
import type { ClockKind, Decision, Liability } from '../../../src/domain/records';
import type { ContactMode, PartyField, State } from '../../../src/domain/vocabulary';

/** 接口的数据, as the pages read them. Moments are ISO texts, amounts integer fen, people by name. */

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}

export interface Named {
  readonly userId: string;
  readonly name: string;
  readonly position?: string;
}

export interface Me extends Named {
  readonly department: string;
  /** 能办: what belongs to no case. */
  readonly may: readonly ('file' | 'announce')[];
  /** Whom to turn to when a page is not for one. */
  readonly unread: number;
}

/** When something is due, and since when its clock runs: colour and word follow from both and from now. */
export interface Due {
  readonly what: string;
  readonly startAt: string;
  readonly dueAt: string;
  readonly paused?: true;
}

export interface WorkItem {
  readonly caseId: string;
  readonly todo: Todo | 'call' | 'confirm';
  /** Number of the signature, the task or the call. */
  readonly no?: number;
  readonly title: string;
  readonly about: string;
  readonly level?: Level;
  readonly due?: Due;
}

export interface CaseLine {
  readonly id: string;
  readonly state: State;
  readonly level?: Level;
  readonly about: string;
  readonly owner?: string;
  readonly registeredAt: string;
  readonly due?: Due;
}

/** 当事人信息: masked as a rule; `text` while leave to read it is in force. */
export interface PartyValue {
  readonly field: PartyField;
  readonly masked?: string;
  readonly text?: string;
  readonly until?: string;
}

export interface ClockView {
  readonly id: string;
  readonly kind: ClockKind;
  readonly name: string;
  readonly startAt: string;
  readonly dueAt: string;
  readonly stoppedAt?: string;
  readonly paused?: true;
  /** 为什么: one line each, adding up to the due. */
  readonly why: readonly string[];
}

export interface StepView {
  readonly step: '受理' | '调查' | '解决' | '回访';
  readonly is: 'done' | 'now' | 'ahead';
  readonly by?: string;
  readonly at?: string;
  readonly note?: string;
}

export interface TaskView {
  readonly no: number;
  readonly department: string;
  readonly assignee: string;
  readonly question: string;
  readonly askedAt: string;
  readonly answer?: string;
  readonly returned?: string;
  readonly due: Due;
  /** It lies with the reader. */
  readonly mine?: true;
  readonly acknowledged?: true;
}

export interface PlanView {
  readonly version: number;
  readonly hash: string;
  readonly decision: Decision;
  readonly actions: readonly { readonly text: string; readonly amountFen: number }[];
  readonly proposedFen: number;
  readonly notice: string;
}

export interface ApprovalView {
  readonly no: number;
  readonly name: string;
  readonly hash: string;
  readonly state: 'open' | 'approved' | 'returned' | 'void';
  readonly by?: string;
  readonly at?: string;
  readonly reason?: string;
  /** The reader may sign it. */
  readonly mine?: true;
  /** 所签内容, one line each. */
  readonly about: readonly { readonly label: string; readonly text: string }[];
  readonly amountFen: number;
  readonly due?: Due;
}

export interface EvidenceView {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly by: string;
  readonly at: string;
  readonly kind: 'image' | 'file';
}

export interface DocumentView {
  readonly no: string;
  readonly type: DocumentType;
  readonly at: string;
}

export interface CaseView {
  readonly id: string;
  readonly cycle: number;
  readonly state: State;
  readonly classification?: Classification;
  readonly suggested: Partial<Classification>;
  readonly source?: Source;
  readonly receivedAt: string;
  readonly registeredAt: string;
  readonly claimedFen?: number;
  readonly disputedFen?: number;
  readonly owner?: string;
  readonly closedAt?: string;
  readonly waitsFor?: string;
  readonly party: readonly PartyValue[];
  readonly steps: readonly StepView[];
  readonly clocks: readonly ClockView[];
  readonly contacts: readonly {
    readonly by: string;
    readonly at: string;
    readonly mode: ContactMode;
    readonly note: string;
  }[];
  readonly finding?: {
    readonly liability: Liability;
    readonly grounds: string;
    readonly evidence?: string;
    readonly noEvidenceReason?: string;
  };
  readonly plan?: PlanView;
  readonly approvals: readonly ApprovalView[];
  readonly tasks: readonly TaskView[];
  readonly evidence: readonly EvidenceView[];
  readonly documents: readonly DocumentView[];
  readonly emergencies: readonly {
    readonly no: number;
    readonly what: string;
    readonly state: string;
    readonly due?: Due;
  }[];
  readonly attempts: readonly {
    readonly at: string;
    readonly by: string;
    readonly reached: boolean;
    readonly score?: number;
    readonly remark?: string;
  }[];
  /** 可办事项: as the table of transitions says for this reader. */
  readonly acts: readonly ActType[];
}

/** 可选的人或部门 of one act, by id. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
}

export interface Filing {
  readonly name: string;
  readonly phone: string;
  readonly idNo?: string;
  readonly account?: string;
  readonly facts: string;
  readonly request: string;
  readonly claimedFen?: number;
  readonly receivedAt?: string;
  readonly source?: Source;
  readonly replyDays?: number;
  readonly proxy?: {
    readonly name: string;
    readonly phone: string;
    readonly relation: string;
    readonly uploads: readonly string[];
  };
  readonly uploads?: readonly string[];
  readonly business?: Business;
  readonly reason?: Reason;
  readonly channel?: Channel;
}

export interface Filed {
  readonly id: string;
  readonly no: string;
  readonly dues: readonly Due[];
}

export interface DuplicateHint {
  readonly caseId: string;
  readonly grade: 'likely' | 'possible';
  readonly state: State;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly advice: string;
}

export interface NoticeView {
  readonly id: string;
  readonly kind: 'case' | 'broadcast' | 'urgent';
  readonly title: string;
  readonly text: string;
  readonly at: string;
  readonly caseId?: string;
  readonly page?: string;
  readonly readAt?: string;
}

export interface CallTask {
  readonly id: string;
  readonly no: number;
  readonly person: Named;
  readonly phone?: string;
  readonly about: string;
  readonly caseId?: string;
  readonly due: Due;
}

export type { ActType };

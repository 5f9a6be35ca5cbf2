export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox';
export type { Attempt, Delivery, UrlVerification } from './callbacks';
export { FAULT_KINDS, type ActiveFault, type FaultKind, type FaultOrder, type Faults } from './faults';
export type { GroupConfig } from './groups';
export { WECOM_LIMITS, type Limits } from './limits';
export { ClientRefusal, type Selection } from './member-acts';
export type {
  CallbackConfig,
  CardState,
  ChatMessage,
  Department,
  DirectoryData,
  LogEntry,
  Person,
} from './model';

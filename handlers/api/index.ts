import type { AnyEndpoint } from '../../src/api/endpoint';
import { actOnCase } from './acts';
import { explainCase, listCases, listWork, showCase } from './cases';
import { fileComplaint, findDuplicates } from './filing';
import { reportLeak } from './leaks';
import { answerSurvey, giveLink, openNotice, openSurvey } from './links';
import { showMe, showVocabulary } from './me';
import { acknowledgeAlert, confirmNotice, listAlerts, listNotices, reportCall } from './notices';
import { readParty } from './party';
import { listPeople } from './people';
import { beginUpload } from './uploads';

/** 小程序接口, by hand. */
export const ENDPOINTS: readonly AnyEndpoint[] = [
  showMe,
  showVocabulary,
  listWork,
  listCases,
  showCase,
  explainCase,
  listPeople,
  actOnCase,
  readParty,
  fileComplaint,
  findDuplicates,
  reportLeak,
  beginUpload,
  listNotices,
  confirmNotice,
  listAlerts,
  acknowledgeAlert,
  reportCall,
  giveLink,
  openSurvey,
  answerSurvey,
  openNotice,
];

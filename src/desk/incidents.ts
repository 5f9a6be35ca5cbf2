import { acknowledge } from '../domain/alert-ladder';
import { shanghaiDate } from '../domain/calendar';
import { foldIncident, type Incident, type IncidentEvent } from '../domain/incident';
import { decideOnLeak, reportLeak, type IncidentAct, type LeakReport } from '../domain/incident-acts';
import { leakAlerts } from '../domain/leak-alerts';
import { projectNo } from '../domain/number';
import type { Org, Person } from '../domain/org';
import type { Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import type { Alerts } from './alerts';
import { chain } from './chain';
import type { Transaction } from './ports';

/** 泄露事件 (R51): reported by anybody, handled by the team. */
export interface Incidents {
  /** Never refused. Those who must know are called by the alerts it begins. */
  reportLeak(report: LeakReport, by: Person): Promise<Incident>;
  actOnLeak(id: string, act: IncidentAct, by: Person): Promise<Incident | Refusal>;
}

export interface IncidentParts {
  readonly tx: Transaction;
  readonly at: Date;
  readonly org: Org;
  readonly rules: Rules;
  readonly causedBy: string;
  readonly digest: (text: string) => string;
  readonly alerts: Pick<Alerts, 'changeAlert'>;
}

/** What led to an anonymous report: its callback would lead back to who sent it. */
const NOBODY = 'anonymous';

export function incidentsOf(parts: IncidentParts): Incidents {
  const { tx, at, org, rules, causedBy, alerts } = parts;

  /** Who acts on it knows of it: nobody needs to call them any more. */
  const reached = async (id: string, { userId }: Person): Promise<void> => {
    for (const { id: alert, end, stage } of await tx.alertsOfIncident(id)) {
      if (!end && stage !== 'held') await alerts.changeAlert(alert, (each) => acknowledge(each, userId, at));
    }
  };

  return {
    reportLeak: async (report, by) => {
      const year = shanghaiDate(at).slice(2, 4);
      const id = projectNo(rules.orgCode, Number(year), await tx.nextSerial(rules.orgCode, year));
      const { incident, event } = reportLeak(id, report, by.userId, at, rules.version);
      await commit({ ...parts, causedBy: report.isAnonymous ? NOBODY : causedBy }, incident, event, '');
      await tx.beginAlerts(leakAlerts(incident, { at, org, rules }));
      return incident;
    },

    actOnLeak: async (id, act, by) => {
      const loaded = await tx.incident(id);
      if (!loaded) return refuse('incident_not_found');
      const decided = decideOnLeak(loaded.incident, act, by, { at, org });
      if (isRefusal(decided)) return decided;
      await commit(parts, decided.incident, decided.event, loaded.chainHash);
      await reached(id, by);
      return decided.incident;
    },
  };
}

/** What its alerts came to, into its record. */
export async function noteOnLeak(
  parts: Pick<IncidentParts, 'tx' | 'causedBy' | 'digest'>,
  id: string,
  event: IncidentEvent,
): Promise<void> {
  const loaded = await parts.tx.incident(id);
  if (loaded) await commit(parts, foldIncident(loaded.incident, event), event, loaded.chainHash);
}

async function commit(
  { tx, causedBy, digest }: Pick<IncidentParts, 'tx' | 'causedBy' | 'digest'>,
  incident: Incident,
  event: IncidentEvent,
  chainHash: string,
): Promise<void> {
  const [link] = chain(incident.id, incident.version - 1, chainHash, causedBy, [event], digest);
  if (link) await tx.commitIncident(incident, link);
}

import { readFileSync } from 'node:fs';
import { datedOrg, type Org } from '../src/domain/org';
import { Fault } from '../src/errors';
import { loadOrg, parseOrg } from './org';

/** How soon a change of the file is seen: roles and leavers count within a minute. */
const LOOK_EVERY_MS = 2_000;

/** 组织文件, followed while the service runs. */
export interface OrgBook {
  /** The organisation of the file as it stands now, at that moment. */
  readonly orgAt: (at: Date) => Org;
  /** Looks now instead of when it is time. */
  look(): void;
  close(): void;
}

export interface OrgBookOptions {
  readonly onChanged: () => void;
  /** The file cannot be read or is wrong: what was read last goes on; told once for each wrong content. */
  readonly onBroken: (fault: Fault) => void;
}

/** Throws Fault `org_invalid` when it is wrong from the start. */
export function openOrgBook(path: string, { onChanged, onBroken }: OrgBookOptions): OrgBook {
  let org = datedOrg(loadOrg(path));
  let seen = textOf(path);
  const look = (): void => {
    const text = textOf(path);
    if (text === seen) return;
    seen = text;
    try {
      org = datedOrg(text === undefined ? loadOrg(path) : parseOrg(text, path));
      onChanged();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      onBroken(error);
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { orgAt: (at) => org(at), look, close: () => clearInterval(timer) };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

const DEMO = 'config/org.demo.yaml';

/** 演练人员: clerks beyond those of the demo bank, so many that nobody's share of messages is used up. */
export function clerkIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `drill.${String(at + 1).padStart(5, '0')}`);
}

/** Writes the demo bank's file with these clerks in it. */
export function writeOrgFile(file: string, clerks: readonly string[]): void {
  const org = parse(readFileSync(DEMO, 'utf8')) as { people: object[] };
  const people = clerks.map((userid) => ({
    ...{ userid, name: `演练${userid.slice(-5)}`, position: '投诉受理专员', department: 'service' },
    roles: ['INTAKE'],
  }));
  writeFileSync(file, stringify({ ...org, people: [...org.people, ...people] }));
}

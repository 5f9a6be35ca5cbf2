import { readFileSync } from 'node:fs';
import { statesPage } from '../../src/domain/diagram';
import { STATES } from '../../src/domain/complaint';
import { TRANSITIONS } from '../../src/domain/transitions';

describe('docs/states.md', () => {
  it('is what the table of transitions gives: after a change run `npm run docs`', () => {
    expect(readFileSync('docs/states.md', 'utf8')).toBe(statesPage());
  });

  it('names every state and every row of the table', () => {
    const page = statesPage();
    for (const name of Object.values(STATES)) expect(page).toContain(`state "${name}" as`);
    for (const { id, label } of TRANSITIONS) expect(page).toContain(`| ${id} | ${label} |`);
  });

  it('draws the way back out of a suspension to each state it is entered from (T16)', () => {
    for (const state of ['INVESTIGATING', 'PLANNING', 'AWAITING_APPROVAL', 'EXECUTING'])
      expect(statesPage()).toContain(`SUSPENDED --> ${state}: T16 恢复`);
    expect(statesPage()).not.toContain('SUSPENDED --> RECEIVED');
  });
});

import { openBank } from '../support/bank';

describe('a demo that keeps its data', () => {
  it('changes its parameters by itself from one run to the next, and writes that down', async () => {
    const first = await openBank({ role: 'web' });
    try {
      const { databaseUri: mongodbUri, masterKey } = first;
      const fast = { role: 'web', mongodbUri, masterKey, rulesFile: 'config/rules.fast.yaml' } as const;
      const second = await openBank(fast);
      const rows = await first.database.collection('rule_sets').find().sort({ _id: 1 }).toArray();
      await second.close();
      expect(rows.map(({ appliedBy }) => appliedBy as string)).toEqual(['system', '演示']);
      expect(rows[1]?.['previous']).toBe(rows[0]?.['version']);
    } finally {
      await first.close();
    }
  });
});

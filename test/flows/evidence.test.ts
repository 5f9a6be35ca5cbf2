import { createDesk, type Visit } from '../../src/desk/desk';
import { datedOrg } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { modelsOf } from '../../src/store/models';
import { createSealer } from '../../src/store/sealer';
import { createStore } from '../../src/store/store';
import { createUploads } from '../../src/store/uploads';
import { createVault } from '../../src/store/vault';
import { MONDAY, openBank, told, until, type TestBank } from '../support/bank';
import { calendar, digest, org, person, rules } from '../support/builders';
import * as sample from '../support/evidence-samples';
import { walker } from '../support/walker';

let bank: TestBank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

/** The door of the service, as its API uses it: begin, send, follow. */
function door() {
  const connection = bank.database;
  const models = modelsOf(connection);
  const sealer = createSealer(Buffer.from(bank.masterKey, 'base64'));
  const vault = createVault({ collection: connection.collection('vault'), sealer });
  const inbox = connection.collection('inbox');
  const clock = { now: () => new Date(MONDAY) };
  const store = createStore({ connection, models, inbox, vault, sealer, calendarNo: 1 });
  const desk = createDesk({
    store,
    orgAt: datedOrg(org),
    clock,
    digest,
    rules,
    rulesOf: () => rules,
    calendar,
  });
  const uploads = createUploads({ connection, models, vault, now: clock.now });
  return {
    uploads,
    visited: async <T>(id: string, visit: (visit: Visit) => Promise<T>): Promise<T> => {
      const answers: T[] = [];
      await desk.once({ kind: 'view', id }, async (each) => {
        answers.push(await visit(each));
      });
      return answers.at(-1) as T;
    },
  };
}

describe('evidence through the running service', () => {
  it('is looked through by the worker, counted by 查, and every look stands in 访问记录', async () => {
    const id = await walker(bank).filed();
    const { uploads, visited } = door();
    const photo = await sample.photo();
    const offer = { name: '王女士.jpg', size: photo.length, mime: 'image/jpeg', source: 'camera' as const };
    const begun = await visited('begin', (visit) => visit.beginUpload(id, offer, person('zhou.min')));
    if (isRefusal(begun)) throw new Error(begun.refused);
    await uploads.put(begun.id, 0, photo.subarray(0, 900), 'zhou.min');
    await uploads.put(begun.id, 900, photo.subarray(900), 'zhou.min');
    await until('it is kept', async () => {
      const progress = await uploads.look(begun.id, 'zhou.min');
      return !isRefusal(progress) && progress.state === 'kept';
    });
    await told(bank.sandbox, 'zhou.min', `查 ${id}`, '证据文件：1 份');
    await visited('look', (visit) => visit.showEvidence(id, 1, person('zhou.min')));
    const log = await told(bank.sandbox, 'jiang.nan', `访问记录 ${id}`, '访问记录：');
    expect(log).toContain('周敏 查看 证据1，岗位权限');
    expect(bank.logged.join('')).not.toMatch(/王女士|13987654321/u);
  });
});

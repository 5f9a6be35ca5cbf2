import { BUILD_MS } from '../support/miniapp';
import { investigated } from '../support/bank';
import { openRig, type MiniappRig } from './rig';

describe('待办 on the phone', () => {
  let rig: MiniappRig;
  beforeAll(async () => {
    rig = await openRig();
  }, BUILD_MS);
  afterAll(() => rig.close());

  it('shows a handler what waits for them, opened from their phone in WeCom', async () => {
    const id = await investigated(rig.bank);
    const phone = await rig.phoneOf('chen.gang');
    await phone.open('pages/work/index');
    await phone.sees(id);
    await phone.sees('请调查并作出结论');
    await phone.tap('写结论');
    await phone.sees('提交后进入方案制定。');
  });
});

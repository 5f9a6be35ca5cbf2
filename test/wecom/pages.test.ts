import { withPages } from '../../src/wecom/cards/pages';
import { noticeCard } from '../../src/wecom/cards/notice-card';
import type { CardNotice } from '../../src/domain/notice';
import { filed, org } from '../support/builders';
import { did } from '../support/side-states';

const declined = did(filed(), 'decline');
const no = declined.approvals[0]?.no ?? 0;
const approval: CardNotice = { kind: 'approval', to: 'lin.tao', no, hash: 'h' };
const closed: CardNotice = { kind: 'closed', to: 'lin.tao' };
const H5 = { publicUrl: 'https://suda.example.com' };

const card = (notice: CardNotice, at?: Parameters<typeof withPages>[3]) => {
  const made = withPages(
    noticeCard(notice, declined, org, 'task-1', () => 0),
    notice,
    declined.id,
    at,
  );
  if (made.card_type !== 'button_interaction') throw new Error('no card with buttons');
  return made;
};

describe('what a card opens', () => {
  it('is the page of the signature, where it can be returned in words of one’s own', () => {
    const { card_action, button_list } = card(approval, H5);
    const url = `https://suda.example.com/h5/#/pages/approve/index?id=${declined.id}&no=${no}`;
    expect(card_action).toEqual({ type: 1, url });
    expect(button_list.at(-1)).toEqual({ type: 1, text: '写理由退回', style: 2, url });
  });

  it('is the mini-program where the bank has one; a button of a card opens an address alone', () => {
    const { card_action, button_list } = card(approval, { weappId: 'wx0123456789abcdef' });
    expect(card_action).toEqual({
      ...{ type: 2, appid: 'wx0123456789abcdef' },
      pagepath: `pages/approve/index?id=${declined.id}&no=${no}`,
    });
    expect(button_list.map(({ text }) => text)).toEqual(['同意', '退回']);
  });

  it('is the case for all else', () => {
    expect(card(closed, H5).card_action).toEqual({
      type: 1,
      url: `https://suda.example.com/h5/#/pages/case/index?id=${declined.id}`,
    });
  });

  it('is nothing where there is neither', () => {
    expect(card(approval)).not.toHaveProperty('card_action');
    expect(card(approval, {})).not.toHaveProperty('card_action');
  });
});

/** 自己要来的卡片: of no case, for who asked for it. */
export type AskedCard = LeakFormNotice | OneTapNotice;

/** 泄露报告卡片 (R51): belongs to no case. What was written with the word is kept on it until it is tapped. */
export type LeakFormNotice = { readonly to: string; readonly kind: 'leak_form'; readonly note?: string };

/** 一键办理 (R35, R23): the card of one act on a case, for who asked for it. */
export type OneTapNotice = {
  readonly to: string;
  readonly kind: 'one_tap';
  readonly what: OneTap;
  readonly complaintId: string;
};
export type OneTap = 'emergency' | 'major';

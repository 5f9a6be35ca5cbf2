/** 到期的说法. */
export const DUE = {
  paused: '暂停计算',
  over: (span: string) => `已超时 ${span}`,
  left: (span: string) => `还剩 ${span}`,
  by: (moment: string) => ` ${moment} 前`,
  days: (count: number) => `${count} 天`,
  hours: (count: number) => `${count} 小时`,
  minutes: (count: number) => `${count} 分钟`,
  instant: '不到 1 分钟',
  /** `3月2日 17:30`. */
  moment: (year: number | undefined, month: number, day: number, time: string) =>
    `${year === undefined ? '' : `${year}年`}${month}月${day}日 ${time}`,
} as const;

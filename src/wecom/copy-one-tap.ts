/** 一键办理的文案 (R35, R23). */
export const ONE_TAP = {
  source: '紧急',
  whichReason: '哪种情形',
  emergency: {
    title: '紧急处理',
    desc: '点一下就记为先行处理，并马上通知部门负责人；措施和见证在补办时写',
    button: '紧急处理',
  },
  major: {
    title: '升为重大',
    desc: '点一下就升为重大，并马上通知部门负责人；审批按重大投诉重新计算',
    button: '升为重大',
  },
  /** What replaces the button. */
  used: '已点，结果见回复',
} as const;

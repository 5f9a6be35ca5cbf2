/** 上传文案. */
export const UPLOAD = {
  camera: '拍照',
  album: '相册',
  file: '文件',
  hint: '单个文件不超过 50 MB；照片里的位置信息会去掉',
  going: '上传中',
  paused: '已暂停',
  failed: '没有传上去',
  done: '已上传',
  pause: '暂停',
  resume: '继续',
  retry: '重试',
  remove: '去掉',
  empty: '这是空文件，不用上传',
  tooLarge: '超过 50 MB，传不了',
  tooMany: (most: number) => `一次最多 ${most} 个文件`,
  wait: '文件还在上传，请等传完再提交',
} as const;

import type { Uploading } from '../uploads';

/** 上传文案. */
export const UPLOAD = {
  camera: '拍照',
  album: '相册',
  file: '文件',
  hint: '图片、PDF、录音、视频；传完就存入案卷，照片里的位置信息会去掉',
  pause: '暂停',
  resume: '继续',
  retry: '重试',
  look: '再看看',
  remove: '去掉',
  bytes: (count: number) => `${count} 字节`,
  tooMany: (most: number) => `一次最多 ${most} 个文件`,
  lost: '网络断了，恢复后接着传，传过的不用重传',
} as const;

export const UPLOAD_STATE: Readonly<Record<Uploading['state'], string>> = {
  going: '上传中',
  paused: '已暂停',
  lost: '等网络恢复',
  failed: '没有传上去',
  checking: '正在检查',
  refused: '没有保存',
  kept: '已存入案卷',
};

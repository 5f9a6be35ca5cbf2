/**
 * What to do about an errcode (全局错误码, doc 90313).
 * retry: the same request may go again after `waitMs`; refresh: the access_token is no longer good; reroute: this
 * recipient cannot get it, tell somebody else; stop: sending again gives the same answer.
 */
export type ErrcodeAction = 'retry' | 'refresh' | 'stop' | 'reroute';

export interface ErrcodeMeaning {
  readonly action: ErrcodeAction;
  /** Short Chinese, for operators. */
  readonly meaning: string;
  /** Least wait before the same request goes again. */
  readonly waitMs?: number;
  /** On `stop`: `setup` heals once an operator has acted, so hold the message; `message` never heals. */
  readonly scope?: 'setup' | 'message';
}

const retry = (waitMs: number, meaning: string): ErrcodeMeaning => ({ action: 'retry', meaning, waitMs });
const refresh = (meaning: string): ErrcodeMeaning => ({ action: 'refresh', meaning });
const reroute = (meaning: string): ErrcodeMeaning => ({ action: 'reroute', meaning });
const setup = (meaning: string): ErrcodeMeaning => ({ action: 'stop', scope: 'setup', meaning });
const message = (meaning: string): ErrcodeMeaning => ({ action: 'stop', scope: 'message', meaning });

const ERRCODES: Readonly<Record<number, ErrcodeMeaning>> = {
  [-1]: retry(1_000, '企业微信系统繁忙'),
  // The code does not tell a minute's limit (60 s) from an hour's or a day's (doc 90312): ask again each minute.
  45009: retry(60_000, '接口调用超过频率限制'),
  45033: retry(2_000, '接口并发调用超过限制'),

  40001: refresh('凭证无效或 Secret 错误'),
  40014: refresh('access_token 无效'),
  42001: refresh('access_token 已过期'),

  40003: reroute('成员 userid 无效'),
  40031: reroute('成员列表不合法'),
  60011: reroute('成员不在应用可见范围'),
  60111: reroute('成员不存在'),
  81013: reroute('接收人全部无效'),

  40013: setup('企业 ID 无效'),
  40056: setup('应用 agentid 无效'),
  40091: setup('Secret 无效'),
  43012: setup('应用未配置接收消息地址，不能发交互卡片'),
  48001: setup('接口未授权'),
  48002: setup('应用无权调用该接口'),
  48006: setup('接口授权已被收回'),
  48009: setup('通讯录同步助手无权调用该接口'),
  48010: setup('TLS 版本过低'),
  50003: setup('应用已停用'),
  50006: setup('应用已被冻结'),
  60020: setup('服务器出口 IP 不在企业可信 IP 中'),
  301002: setup('应用 agentid 与凭证不符'),
  301049: setup('应用未关联紧急通知'),
  301050: setup('紧急通知未开启'),
  301051: setup('紧急通知余额不足'),
  93000: setup('消息推送地址无效或已移除'),
  93004: setup('消息推送已停用'),
  93008: setup('消息推送不在群内'),

  40007: message('素材 media_id 无效'),
  40008: message('消息类型不支持'),
  40032: message('接收人过多'),
  40033: message('正文含非法字符'),
  40058: message('参数不合规'),
  40029: message('登录 code 无效或已使用'),
  42013: message('没有登录或登录已过期'),
  610015: message('小程序未认证'),
  610017: message('小程序主体与企业不一致'),
  41001: message('请求缺少 access_token'),
  41016: message('缺少标题，或卡片层级写错'),
  42014: message('task_id 不合法或重复'),
  42015: message('task_id 属于其他应用'),
  42016: message('task_id 不存在'),
  42017: message('按钮 key 不存在'),
  42018: message('按钮 key 不合法'),
  42019: message('缺少按钮 key'),
  42020: message('缺少按钮名称'),
  42022: message('response_code 已被使用'),
  42027: message('列表项缺少 keyname'),
  42028: message('列表项缺少 url'),
  42029: message('列表项缺少 media_id'),
  42030: message('列表项缺少 appid'),
  42031: message('卡片类型未知'),
  42033: message('卡片缺少主标题'),
  42035: message('卡片列表过长或为空'),
  42036: message('卡片列表过长或为空'),
  42037: message('卡片列表过长或为空'),
  42038: message('按钮文字不合法'),
  42039: message('按钮 key 不合法'),
  42040: message('选项 id 不合法'),
  42041: message('选项文字不合法'),
  42042: message('卡片列表过长或为空'),
  42043: message('question_key 不合法'),
  42044: message('卡片图片地址不合法'),
  42045: message('缺少整卡跳转或不合法'),
  42046: message('提交按钮 key 不合法'),
  42047: message('卡片列表过长或为空'),
  42049: message('提交按钮文字不合法'),
  42050: message('列表项成员 userid 不合法'),
  42051: message('菜单 key 重复'),
  42052: message('消息已过期，不能更新或撤回'),
  44004: message('文本内容为空'),
  45002: message('内容过长'),
  45008: message('图文条数不合规'),
  45029: message('返回内容过大'),
  45034: message('链接缺少协议头'),
  60003: message('部门不存在'),
  60123: message('部门 id 无效'),
  60140: message('response_code 无效或已过期'),
  82001: message('没有指定接收人'),
  82002: message('接收部门过多'),
  82003: message('接收标签过多'),
  82004: message('内容不合法'),
  93017: message('推送内容为空'),
  90200: message('小程序通知缺少 appid'),
  90201: message('小程序通知内容项过多'),
  90202: message('小程序通知 key 长度不合规'),
  90203: message('小程序通知 value 长度不合规'),
  90204: message('小程序页面路径不合法'),
  90206: message('小程序未关联到企业'),
  90207: message('小程序 appid 不合法'),
  90208: message('小程序不属于该应用'),
};

/**
 * A code we do not know is tried again a bounded number of times (the caller's attempts), never stopped at once: WeCom
 * adds codes without notice and some are passing troubles, while a lost reminder costs more than a few refused requests.
 */
const UNKNOWN: ErrcodeMeaning = retry(60_000, '未知错误码');

/** 错误码: what an errcode means and what to do about it. */
export function errcodeMeaning(errcode: number): ErrcodeMeaning {
  return ERRCODES[errcode] ?? UNKNOWN;
}

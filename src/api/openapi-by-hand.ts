/** 登录, 分段上传 and 看文件, which no endpoint declares: there is no session yet, or it is bytes that come or go (src/http/api). */

const text = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' } } },
});
const file = (description: string) => ({
  description,
  content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
});
const problem = { $ref: '#/components/responses/Problem' };
const inQuery = (name: string, description: string, required: boolean) => ({
  ...{ name, in: 'query', required, description },
  schema: { type: 'string' },
});
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const nobody: readonly never[] = [];

export const PATHS_BY_HAND = {
  '/session/weapp': {
    post: {
      operationId: 'loginOnWeapp',
      tags: ['session'],
      summary: '小程序登录：wx.qy.login 的 code 换会话',
      security: nobody,
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { code: { type: 'string', maxLength: 512 } },
              required: ['code'],
              additionalProperties: false,
            },
          },
        },
      },
      responses: {
        '201': {
          description: '令牌，只给这一次',
          content: {
            'application/json': {
              schema: { type: 'object', properties: { token: { type: 'string' } }, required: ['token'] },
            },
          },
        },
        default: problem,
      },
    },
  },
  '/session/h5': {
    get: {
      operationId: 'loginOnPage',
      tags: ['session'],
      summary: 'H5 登录：转到企业微信网页授权，再回到 to 这一页',
      security: nobody,
      parameters: [inQuery('to', '要打开的页面，例如 pages/case/index?id=KFB26000001', false)],
      responses: { '302': { description: '转到企业微信' }, default: problem },
    },
  },
  '/session/h5/callback': {
    get: {
      operationId: 'finishLoginOnPage',
      tags: ['session'],
      summary: '网页授权回来：验 state，发会话 cookie，转到页面',
      security: nobody,
      parameters: [inQuery('code', '企业微信给的 code', true), inQuery('state', '一次有效', true)],
      responses: { '302': { description: '转到页面' }, default: problem },
    },
  },
  '/uploads/{id}': {
    put: {
      operationId: 'putChunk',
      tags: ['evidence'],
      summary: '传一段，最多 1 MB；offset 不对就回应该从哪里接着传',
      parameters: [inPath('id'), inQuery('offset', '从第几个字节开始', true)],
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: { '200': text('收到哪里了：offset、state、isTaken'), default: problem },
    },
    get: {
      operationId: 'lookAtUpload',
      tags: ['evidence'],
      summary: '传到哪里、检查得怎样了',
      parameters: [inPath('id')],
      responses: {
        '200': text('state：receiving、checking、kept（有 no）、refused（有 reason，detail 是说法）'),
        default: problem,
      },
    },
  },
  '/cases/{id}/evidence/{no}': {
    get: {
      operationId: 'viewEvidence',
      tags: ['evidence'],
      summary: '看一份证据：图片和 PDF 带姓名和时间的水印，录音、视频可以分段取；每看一次都记入访问记录',
      parameters: [inPath('id'), inPath('no')],
      responses: { '200': file('文件'), '206': file('录音、视频的一段'), default: problem },
    },
  },
  '/cases/{id}/documents/{no}': {
    get: {
      operationId: 'viewDocument',
      tags: ['evidence'],
      summary: '看一份文书（PDF，带水印）；每看一次都记入访问记录',
      parameters: [inPath('id'), inPath('no')],
      responses: { '200': file('文书'), default: problem },
    },
  },
  '/session/end': {
    post: { operationId: 'logout', tags: ['session'], summary: '退出', responses: { '200': text('退出了') } },
  },
  '/session/end-all': {
    post: {
      operationId: 'logoutEverywhere',
      tags: ['session'],
      summary: '退出全部设备',
      responses: { '200': text('都退出了') },
    },
  },
} as const;

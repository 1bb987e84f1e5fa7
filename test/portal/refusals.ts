/** Why the portal refuses: HTTP status, and the sentence that its pages show. */
const REFUSALS = {
  'wrong-password': [401, '账号或网报登录密码不正确'],
  'not-logged-in': [401, '登录已失效，请重新登录'],
  'must-change-password': [403, '首次登录请先修改网报登录密码'],
  'wrong-old-password': [403, '原密码不正确'],
  'weak-password': [422, '新密码须同时包含大写字母、小写字母和数字，长度不小于6位'],
  'unknown-vendor': [422, '不支持该证书厂商'],
  'bad-certificate': [422, '证书格式不正确'],
  'unknown-issuer': [403, '证书不是由系统认可的CA签发'],
  'not-yet-valid': [403, '证书尚未生效'],
  expired: [403, '证书已过期，请先办理证书延期'],
  'bound-elsewhere': [409, '该证书已绑定其他单位'],
  unbound: [403, '该证书未绑定，请用账号登录后做CA绑定'],
  'wrong-signature': [403, '签名验证失败'],
  'unknown-random': [403, '随机数不属于本次会话，请重新登录'],
  'expired-random': [403, '随机数已过期，请重新登录'],
  'reused-random': [403, '随机数已使用过，请重新登录'],
  malformed: [400, '请求格式不正确'],
  'too-large': [413, '请求内容过大'],
  'not-found': [404, '页面不存在'],
  'method-not-allowed': [405, '不支持的请求方式'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type RefusalReason = keyof typeof REFUSALS;

export class Refusal extends Error {
  readonly status: number;

  constructor(readonly reason: RefusalReason) {
    const [status, message] = REFUSALS[reason];
    super(message);
    this.status = status;
  }
}

import type { RefusalAnswer } from './answers.js';

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
  required: [422, '{}不能为空'],
  'too-long': [422, '{}超过规定长度'],
  'unknown-code': [422, '{}不在可选范围内'],
  'bad-date': [422, '{}格式不正确'],
  'bad-number': [422, '{}须为大于0的数字'],
  'id-15': [422, '不支持15位身份证号码，请填写18位证件号码'],
  'id-format': [422, '证件号码格式不正确'],
  'id-checksum': [422, '证件号码校验位不正确'],
  'not-text': [422, '{}须为文本格式'],
  'id-birth': [422, '出生日期与证件号码不一致'],
  'id-sex': [422, '性别与证件号码不一致'],
  'too-young': [422, '该人员未满16周岁，不能参保'],
  retired: [422, '该人员已达到法定退休年龄，不能新增参保'],
  'rural-contract': [422, '农业户口人员的用工形式须为农民合同制工人，农民合同制工人的户口性质须为农业户口'],
  'insured-here': [409, '该人员已在本单位参保'],
  'insured-elsewhere': [409, '请先在原单位停保'],
  'not-insured': [409, '该人员未在本单位参保'],
  'open-filing': [409, '该人员已有未申报的业务'],
  'pending-filing': [409, '该人员已有申报未处理的业务'],
  'not-recent': [422, '{}须在最近三个月内，且不能晚于今天'],
  'no-insurance': [422, '请至少选择一个险种'],
  'unknown-insurance': [422, '本单位未参加该险种'],
  'not-in-insurance': [409, '该人员未参加该险种'],
  'months-order': [422, '补收开始年月不能晚于补收终止年月'],
  'months-too-late': [422, '补收终止年月须早于当前业务期'],
  'reason-kind': [422, '变更原因与停保类型不一致'],
  'legal-basis': [422, '变更原因为解除劳动合同时，法律依据不能为空'],
  'nothing-chosen': [422, '请选择要申报的业务'],
  'no-such-filing': [404, '未找到该业务，请刷新后重试'],
  'wrong-state': [409, '该业务的状态已改变，请刷新后重试'],
  'no-seal': [409, '您的证书中没有印章信息，您提交的业务将不能自动审批，需要到柜台审批，是否继续？'],
  'not-approved': [409, '存在未审批通过的业务，不能进行缴费核定'],
  'period-order': [422, '开始年月不能晚于终止年月'],
  'period-late': [422, '终止年月不能晚于当前业务期'],
  'already-assessed': [409, '所选险种已核定'],
  'no-such-levy': [404, '未找到该征集单，请刷新后重试'],
  'levy-cancelled': [409, '该征集单已缴销'],
  'levy-uploaded': [409, '该征集单的电子材料已上传，不能缴销'],
  'not-printed': [409, '请先打印征集单'],
  'seal-needs-ca': [403, '非CA方式不能进行电子签章，请到柜台盖章'],
  'seal-missing': [403, '证书中没有印章信息，请到柜台盖章'],
  'already-sealed': [409, '该征集单已签章'],
  'not-sealed': [409, '请先完成签章'],
  'already-uploaded': [409, '该征集单的电子材料已上传'],
  'bad-material': [422, '电子材料须为PDF或图片'],
  'bad-sheet': [422, '无法读取该文件，请使用模板填写'],
  'no-such-form': [404, '没有该险种的缴费申报表'],
  'not-all-assessed': [409, '请先完成全部险种的单位缴费核定'],
  'not-uploaded': [409, '请先完成电子材料上传'],
  'not-bound': [403, '签名证书未绑定本单位'],
  malformed: [400, '请求格式不正确'],
  'too-large': [413, '请求内容过大'],
  'not-found': [404, '页面不存在'],
  'method-not-allowed': [405, '不支持的请求方式'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type RefusalReason = keyof typeof REFUSALS;

/** Where the portal found the fault. */
export interface RefusalDetail {
  /** Label of the field, for the sentences that name it. */
  readonly label?: string;
  /** Prop of the field. */
  readonly field?: string;
  /** Code of the 险种 whose row it is. */
  readonly row?: string;
}

export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly reason: RefusalReason,
    readonly detail: RefusalDetail = {},
  ) {
    const [status, message] = REFUSALS[reason];
    super(message.replace('{}', detail.label ?? ''));
    this.status = status;
  }

  /** As the portal answers it. */
  toJSON(): RefusalAnswer {
    const { field, row } = this.detail;
    return {
      reason: this.reason,
      message: this.message,
      ...(field === undefined ? {} : { field }),
      ...(row === undefined ? {} : { row }),
    };
  }
}

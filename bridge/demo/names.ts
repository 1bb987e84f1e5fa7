/** The issuer of demo certificates: no name of a real one may stand in it. */
export const DEMO_ISSUER = '演示用证书颁发机构（非河北CA）';

/** The company that the demo portal knows. */
export const DEMO_COMPANY = '衡水金保科技有限公司';
export const DEMO_PROVINCE = '河北省';
export const DEMO_CITY = '衡水市';

/** In the form of the vendor's own unique ids, with the code of no company. */
export const DEMO_UNIQUE_ID = '2@6021SF0911311000000000000';

/** The manual's initial 证书口令. */
export const DEMO_PASSWORD = '123456';

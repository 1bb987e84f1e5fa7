import { type MonthClerk, showsPdf } from './month-clerk.js';

/** Of the unit that the portal begins with. */
const INSURANCES = ['企业养老保险', '失业保险', '基本医疗保险', '工伤保险', '生育保险'];
const FORMS = [
  ['企业养老保险社会保险费申报表', '110'],
  ['工伤保险社会保险费申报表', '410'],
  ['生育保险社会保险费申报表', '510'],
  ['失业保险社会保险费申报表', '210'],
] as const;

/** 核定 of everything that is not assessed yet. */
export async function assessAll(clerk: MonthClerk): Promise<void> {
  await clerk.open('单位业务', '单位缴费核定');
  await clerk.pressInRow('衡水保险系统', '核定');
  await clerk.seesRow('生育保险');
  await clerk.press('核定');
}

/** Prints the 征集单 of each insurance, which opens in a window. */
export async function printAll(clerk: MonthClerk): Promise<void> {
  for (const insurance of INSURANCES) {
    const popup = await clerk.print(insurance);
    await showsPdf(popup, /\/document\/levy\/\d{20}\.pdf/);
    await popup.close();
    // The browser shows the page again by itself; a headless one does not.
    await clerk.page.bringToFront();
  }
}

export async function uploadAll(clerk: MonthClerk, scan: string): Promise<void> {
  await clerk.open('单位业务', '电子材料上传');
  for (const insurance of INSURANCES) {
    await clerk.uploadInRow(insurance, scan);
    await clerk.seesInRow(insurance, '已上传');
  }
}

/** Prints the four 缴费申报表, which the screen shows. */
export async function printForms(clerk: MonthClerk, printed?: (form: string) => Promise<unknown>): Promise<void> {
  await clerk.open('单位业务', '缴费申报表打印');
  for (const [form, type] of FORMS) {
    await clerk.turnTo(form);
    await clerk.press('打印');
    await showsPdf(clerk.page, new RegExp(`/document/form/${type}\\.pdf`));
    await printed?.(form);
  }
}

/** CA签章 of each 征集单; whoever calls it answers the windows. */
export async function sealAll(clerk: MonthClerk): Promise<void> {
  await clerk.open('单位业务', 'CA签章');
  for (const insurance of INSURANCES) {
    await clerk.pressInRow(insurance, '签章');
    await clerk.seesInRow(insurance, '已签章');
  }
}

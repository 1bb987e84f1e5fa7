import type { Fields, InsuranceRow } from './fields.js';

/** A person whom the portal accepts in 2019 and later; invented. */
export const NEW_PERSON: Fields = {
  aac058: '01',
  aac147: '131102199607200121',
  aac003: '孙丽华',
  aac004: '2',
  aac005: '01',
  aac006: '1996-07-20',
  aac009: '11',
  aac301: '131102',
  aac010: '人民路1号',
  aac012: '17',
  bac012: '0',
  aac020: '190',
  aac013: '1',
  aae005: '13900000000',
  aae006: '河北省衡水市桃城区人民路1号',
  aac007: '2018-07-01',
  aac040: '5000',
  bac031: '0',
  bac020: '0',
};

/** 险种 row of 人员新增, insured from `since`. */
export function addRow(type: string, since: string, more: Fields = {}): InsuranceRow {
  return { aac030: since, bac100: '0', aae041: '', aae042: '', aab065: '0', ...more, type };
}

/** A default unit's person, and why he leaves. */
export const LEAVER: Fields = {
  aac147: '131102198506120013',
  aae035: '2019-11-11',
  bac051: '2',
  aae160: '222',
  bac160: '',
  bac161: '',
};

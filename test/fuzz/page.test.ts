// @vitest-environment happy-dom
import fc from 'fast-check';
import { PageObserver } from '../../extension/content/observe/observer.js';
import { pageClaimsSchema } from '../../shared/protocol/page-claims.js';
import { fuzz } from './fuzz.js';
import { hostileText } from './mutate.js';

const pages = hostileText(
  fc.constantFrom(
    '<h2>CA绑定</h2><p>单位名称：<b>衡水金保科技有限公司</b></p>',
    '<table><tr><th>单位名称</th><th>统一社会信用代码</th></tr><tr><td>衡水甲公司</td><td>91131100MA0ABCDE1X</td></tr></table>',
    '<dl><dt>单位名称</dt><dd><input value="衡水甲公司"></dd></dl><form><input name="matches"><button>CA登录</button></form>',
    '<label>单位名称</label><select><option>衡水乙公司</option></select><span style="display:none">单位名称：甲</span>',
    '<a role="button" aria-label="CA申报" title="2:提交"><img alt="CA申报"></a><textarea>单位名称</textarea>',
  ),
);
const observer = new PageObserver();
observer.listen();

fuzz('what a page shows', fc.tuple(pages, pages, fc.nat(20)), ([title, html, at]) => {
  document.title = title;
  document.body.innerHTML = html;
  const all = document.body.querySelectorAll('*');
  const event = new Event('pointerdown', { bubbles: true, composed: true });
  all[at % (all.length || 1)]?.dispatchEvent(Object.defineProperty(event, 'isTrusted', { value: true }));
  // The background ends the port of a script that sends anything else.
  pageClaimsSchema.parse(observer.claims('1|SignText|{}'));
});

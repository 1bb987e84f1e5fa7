/** `!important` inside wins over what the page says of every element. */
export const BAR_STYLE = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  inset: 0 0 auto 0 !important;
  z-index: 2147483647 !important;
}
section {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px 12px;
  box-sizing: border-box;
  max-height: 100vh;
  overflow: auto;
  padding: 10px 16px;
  color: #1c2733;
  background: #fff8e6;
  border-bottom: 1px solid #d9b45b;
  box-shadow: 0 2px 8px rgb(0 0 0 / 20%);
  font: 15px/1.5 system-ui, "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere;
}
[role="alert"] { flex: 1 1 260px; min-width: 0; }
strong, span { display: block; }
button {
  font: inherit;
  min-height: 36px;
  padding: 4px 14px;
  border: 1px solid #8a97a3;
  border-radius: 6px;
  color: inherit;
  background: transparent;
  cursor: pointer;
}
button[hidden] { display: none; }
button.main { color: #fff; background: #1f5fa6; border-color: #1f5fa6; font-weight: 600; }
button:focus-visible { outline: 3px solid #1f5fa6; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  section { color: #e6ebf0; background: #2b2516; border-color: #7a6329; }
  button.main { color: #10202f; background: #8bbcf0; border-color: #8bbcf0; }
  button:focus-visible { outline-color: #8bbcf0; }
}
@media print { :host { display: none !important; } }
`;

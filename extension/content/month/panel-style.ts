/** `!important` inside wins over what the page says of every element. */
export const PANEL_STYLE = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  right: 0 !important;
  top: var(--ca-panel-top, 0) !important;
  visibility: var(--ca-panel-visibility, hidden) !important;
  z-index: 2147483646 !important;
}
section {
  box-sizing: border-box;
  color: #1c2733;
  background: #fff;
  border: 1px solid #b9c4d0;
  border-right: 0;
  border-radius: 8px 0 0 8px;
  box-shadow: 0 2px 8px rgb(0 0 0 / 18%);
  font: 14px/1.5 system-ui, "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere;
}
section.folded { max-width: 30px; }
section.open { width: min(300px, 90vw); max-height: 80vh; overflow: auto; padding: 0 14px 12px; }
button {
  font: inherit;
  color: inherit;
  background: transparent;
  border: 0;
  border-radius: 6px;
  cursor: pointer;
}
.folded button { padding: 10px 4px; writing-mode: vertical-rl; letter-spacing: 2px; }
.open header { display: flex; align-items: center; gap: 8px; padding: 8px 0 4px; }
.open header strong { flex: 1; }
.open header button { padding: 4px 8px; color: #1f5fa6; }
button:focus-visible { outline: 3px solid #1f5fa6; outline-offset: -2px; }
p { margin: 4px 0; }
.company { color: #566474; }
.next { font-weight: 600; font-size: 15px; }
ol { margin: 8px 0 0; padding: 0; list-style: none; }
li { display: flex; gap: 8px; padding: 3px 0; color: #566474; }
li .name { flex: 1; }
li small { display: block; font-size: 12px; }
li.now { color: inherit; font-weight: 600; }
li .mark { width: 1.2em; text-align: center; }
li.done .mark { color: #1c7c3c; }
li.now .mark { color: #1f5fa6; }
ul { margin: 4px 0 0; padding-left: 1.2em; }
@media (prefers-color-scheme: dark) {
  section { color: #e6ebf0; background: #1d242c; border-color: #45525f; }
  .company, li { color: #a9b6c3; }
  .open header button, li.now .mark { color: #8bbcf0; }
  li.done .mark { color: #6cc98a; }
  button:focus-visible { outline-color: #8bbcf0; }
}
@media print { :host { display: none !important; } }
`;

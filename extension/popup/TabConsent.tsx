import { MAX_GRANTED } from '../../shared/protocol/grant-ask.js';
import type { TabState } from '../../shared/protocol/tab-state.js';
import type { Language } from '../../shared/text/language.js';
import { TAB_TEXT } from '../../shared/text/tab.js';
import type { GrantAsked } from '../messages/grant-ask.js';
import { GrantList } from './GrantList.js';
import { Failure, Problem } from './Row.js';

export interface TabView {
  readonly origin: string;
  /** The browser's number. */
  readonly tab: number;
  readonly state: TabState;
  /** How what the user clicked last went; null before. */
  readonly outcome: 'asking' | GrantAsked | null;
}

/** What the user can want of the tab. */
export type TabWish =
  | { readonly change: 'resume' }
  | { readonly change: 'rebind'; readonly certificate: string }
  | { readonly change: 'grant'; readonly count: number };

export interface TabConsentProps {
  readonly language: Language;
  readonly tab: TabView;
  readonly act: (wish: TabWish) => void;
}

/** Whether the tab waits for the user. */
export function needsUser({ state }: TabView): boolean {
  return state.pausedUntil !== null || state.wanted !== null;
}

/** How the tab in front stands beyond one signature, and what can be done about it. */
export function TabConsent(props: TabConsentProps) {
  const { language, tab } = props;
  const { bound, grant } = tab.state;
  const text = TAB_TEXT[language];
  // What waits for the user comes first; what is allowed already is told all the same.
  const grants = bound && (grant !== null || !needsUser(tab));
  return (
    <>
      {tab.state.pausedUntil !== null && <Paused {...props} until={tab.state.pausedUntil} />}
      {bound && <p class="quiet">{text.bound(bound.owner || text.absent)}</p>}
      <Wanted {...props} />
      {grants && <Grant {...props} />}
      <Failed {...props} />
    </>
  );
}

function Paused({ language, act, until }: TabConsentProps & { readonly until: string }) {
  const text = TAB_TEXT[language];
  return (
    <div class="hint">
      <Problem text={text.paused(timeOf(until, language))} />
      <button type="button" class="main" onClick={() => act({ change: 'resume' })}>
        {text.resume}
      </button>
    </div>
  );
}

function Wanted({ language, tab, act }: TabConsentProps) {
  const { bound, wanted } = tab.state;
  const text = TAB_TEXT[language];
  if (!bound || !wanted) return null;
  return (
    <div class="hint">
      <Problem text={text.wanted(wanted.owner || text.absent, bound.owner || text.absent)} />
      <button type="button" onClick={() => act({ change: 'rebind', certificate: wanted.certificate })}>
        {text.rebind}
      </button>
    </div>
  );
}

function Grant(props: TabConsentProps) {
  const { language, tab } = props;
  const { grant } = tab.state;
  if (!tab.origin.startsWith('https:')) return <p class="quiet">{TAB_TEXT[language].grant.insecure}</p>;
  return (
    <div class="hint">
      <h3>{TAB_TEXT[language].grant.title}</h3>
      {grant && <GrantList language={language} grant={grant} until={timeOf(grant.until, language)} />}
      {!grant?.left && !needsUser(tab) && <GrantForm {...props} />}
    </div>
  );
}

function GrantForm({ language, tab, act }: TabConsentProps) {
  const text = TAB_TEXT[language].grant;
  const asking = tab.outcome === 'asking';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const count = Number(new FormData(event.currentTarget as HTMLFormElement).get('count'));
    if (!asking) act({ change: 'grant', count });
  };
  return (
    <form class="grant" onSubmit={submit}>
      <p class="quiet">{asking ? text.asking : text.explained}</p>
      <label>
        {text.count}{' '}
        <input name="count" type="number" inputMode="numeric" min="1" max={MAX_GRANTED} required defaultValue="10" />
      </label>
      {/* Not `disabled`, which would take the focus away. */}
      <button type="submit" aria-disabled={asking}>
        {text.ask}
      </button>
    </form>
  );
}

function Failed({ language, tab: { outcome } }: TabConsentProps) {
  // What the user has cancelled needs no words.
  if (!outcome || outcome === 'asking' || outcome.ok || outcome.reason === 'prompt.cancelled') return null;
  const { reason } = outcome;
  if (reason === 'socket.none') return <Problem text={TAB_TEXT[language].grant.noSocket} />;
  return <Failure language={language} reason={reason} />;
}

function timeOf(iso: string, language: Language): string {
  return new Date(iso).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

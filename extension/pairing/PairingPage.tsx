import type { Reason } from '../../shared/protocol/reasons.js';
import type { Language } from '../../shared/text/language.js';
import { PAIRING_TEXT } from '../../shared/text/pairing.js';
import type { PairingsListed } from '../messages/pairing-list.js';
import { Failure, Row } from '../popup/Row.js';
import { Browsers, type BrowsersProps } from './Browsers.js';

/** How connecting this browser stands. */
export type ConnectState =
  /** Nobody has asked for it. */
  | 'idle'
  /** For the bridge's user. */
  | 'waiting'
  | { readonly digits: string; readonly wrong: boolean }
  | 'connected'
  | { readonly failed: Reason };

export interface PairingPageProps extends Omit<BrowsersProps, 'listed'> {
  readonly language: Language;
  readonly state: ConnectState;
  readonly listed: PairingsListed | 'asking';
  readonly connect: () => void;
}

/** Connects this browser with the bridge, and shows all that are. */
export function PairingPage(props: PairingPageProps) {
  const { language, state, listed, connect } = props;
  const text = PAIRING_TEXT[language];
  const underWay = state === 'waiting' || (typeof state === 'object' && 'digits' in state);
  const unlisted = listed !== 'asking' && !listed.ok ? listed.reason : null;
  return (
    <main>
      <h1>{text.title}</h1>
      <div aria-live="polite">
        <State language={language} state={state} connect={connect} />
        {state === 'idle' && unlisted && (
          <Row level="bad" label={text.browsers}>
            <Failure language={language} reason={unlisted} />
            <div class="buttons">
              <button type="button" onClick={connect}>
                {text.connect}
              </button>
            </div>
          </Row>
        )}
      </div>
      {!underWay && listed === 'asking' && <p class="quiet">{text.asking}</p>}
      {!underWay && listed !== 'asking' && listed.ok && <Browsers {...props} listed={listed.value} />}
    </main>
  );
}

function State({ language, state, connect }: Pick<PairingPageProps, 'language' | 'state' | 'connect'>) {
  const text = PAIRING_TEXT[language];
  if (state === 'idle') return null;
  if (state === 'waiting') {
    return (
      <Row level="idle" label={text.waiting}>
        <ol>
          {text.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Row>
    );
  }
  if (state === 'connected') {
    return (
      <Row level="good" label={text.title}>
        <p class="what">{text.connected}</p>
        <p>{text.mayClose}</p>
      </Row>
    );
  }
  if ('failed' in state) {
    return (
      <Row level="bad" label={text.title}>
        <Failure language={language} reason={state.failed} />
        <div class="buttons">
          <button type="button" onClick={connect}>
            {text.again}
          </button>
        </div>
      </Row>
    );
  }
  return (
    <Row level={state.wrong ? 'warn' : 'idle'} label={text.digits}>
      {state.wrong && <p class="wrong">{text.newDigits}</p>}
      <p class="digits">
        {state.digits.slice(0, 3)} {state.digits.slice(3)}
      </p>
      <p>{text.typeThem}</p>
      <p class="quiet">{text.checkWindow}</p>
    </Row>
  );
}

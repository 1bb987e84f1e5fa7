import { useState } from 'preact/hooks';
import { type ListedPairing, MAX_PAIRING_NAME } from '../../shared/protocol/pairing-list.js';
import type { Reason } from '../../shared/protocol/reasons.js';
import { displayText } from '../../shared/text/display.js';
import type { Language } from '../../shared/text/language.js';
import { PAIRING_TEXT } from '../../shared/text/pairing.js';
import { Failure, Row } from '../popup/Row.js';

type Browser = ListedPairing & { readonly own: boolean };

export interface BrowsersProps {
  readonly language: Language;
  readonly listed: readonly Browser[];
  /** What the last change failed with. */
  readonly problem: Reason | null;
  readonly rename: (id: string, name: string) => void;
  readonly revoke: (browser: Browser) => void;
}

/** The browsers that the bridge is connected with, each to be renamed or disconnected. */
export function Browsers({ language, listed, problem, rename, revoke }: BrowsersProps) {
  return (
    <>
      <h2>{PAIRING_TEXT[language].browsers}</h2>
      {problem && (
        <Row level="bad" label={PAIRING_TEXT[language].browsers}>
          <Failure language={language} reason={problem} />
        </Row>
      )}
      {listed.map((browser) => (
        <BrowserRow key={browser.id} language={language} browser={browser} rename={rename} revoke={revoke} />
      ))}
    </>
  );
}

function BrowserRow({
  language,
  browser,
  rename,
  revoke,
}: Pick<BrowsersProps, 'language' | 'rename' | 'revoke'> & { readonly browser: Browser }) {
  const text = PAIRING_TEXT[language];
  const [doing, setDoing] = useState<'renaming' | 'revoking' | null>(null);
  const { name, created, own, connected, fixed } = browser;
  const facts = [created === null ? text.fixed : text.since(new Date(created)), connected && text.inUse];
  return (
    <Row level={connected ? 'good' : 'idle'} label={own ? text.own : ''}>
      {doing === 'renaming' ? (
        <form
          class="buttons"
          onSubmit={(event) => {
            event.preventDefault();
            const wish = new FormData(event.currentTarget).get('name');
            if (typeof wish === 'string' && wish.trim() !== '') rename(browser.id, wish);
            setDoing(null);
          }}
        >
          <input name="name" aria-label={text.name} defaultValue={name} maxLength={MAX_PAIRING_NAME} />
          <button type="submit">{text.save}</button>
          <button type="button" onClick={() => setDoing(null)}>
            {text.cancel}
          </button>
        </form>
      ) : (
        <>
          <p class="what">{displayText(name, MAX_PAIRING_NAME)}</p>
          <p class="quiet">{facts.filter((fact) => fact !== false).join(' · ')}</p>
          {!fixed && (
            <div class="buttons">
              <button type="button" onClick={() => setDoing('renaming')}>
                {text.rename}
              </button>
              {doing === 'revoking' ? (
                <button type="button" class="sure" onClick={() => revoke(browser)} onBlur={() => setDoing(null)}>
                  {text.revokeForSure}
                </button>
              ) : (
                <button type="button" class="revoke" onClick={() => setDoing('revoking')}>
                  {text.revoke}
                </button>
              )}
            </div>
          )}
        </>
      )}
    </Row>
  );
}

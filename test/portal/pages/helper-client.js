/*
 * 河北CA数字证书助手 client: one WebSocket to the local helper, opened at the first call and kept.
 * Frames are fields joined by '|'. A call is '1|Function|{parameters}', its answer '1|Function|{ret,msg,…}'.
 * An answer carries no number, so one call may be in flight at a time.
 */
window.createHelperClient = () => {
  const ADDRESS = 'ws://localhost:17212/test';
  // The user may have to type a password in the helper's own window.
  const TIMEOUT_MS = 150000;
  const NOT_RUNNING = '请安装并启动河北CA数字证书助手';

  let socket = null;
  let pending = null;

  function settle(action, value) {
    const call = pending;
    pending = null;
    if (call === null) return;
    clearTimeout(call.timer);
    call[action](value);
  }

  // Answers are JavaScript literals, not always strict JSON.
  function readLiteral(text) {
    return new Function(`return (${text})`)();
  }

  function receive(event) {
    const fields = String(event.data).split('|');
    if (fields[0] === '0') {
      transmit();
    } else if (fields[0] === '1' && pending !== null && fields[1] === pending.name) {
      let answer;
      try {
        answer = readLiteral(fields[2]);
      } catch (error) {
        settle('reject', new Error(`河北CA数字证书助手的应答无法读取：${error.message}`));
        return;
      }
      if (Number(answer.ret) === 0) settle('resolve', answer);
      else settle('reject', new Error(answer.msg || `河北CA数字证书助手返回错误：${answer.ret}`));
    }
  }

  function transmit() {
    if (pending === null || pending.sent) return;
    pending.sent = true;
    socket.send(`1|${pending.name}${pending.params === undefined ? '' : `|${pending.params}`}`);
  }

  function connect() {
    const opening = new window.__firstSocket(ADDRESS);
    socket = opening;
    opening.onopen = () => {
      opening.send(`0|${Date.now()}`);
    };
    opening.onmessage = (event) => {
      if (opening === socket) receive(event);
    };
    opening.onerror = () => {
      if (opening === socket) settle('reject', new Error(NOT_RUNNING));
    };
    opening.onclose = () => {
      if (opening !== socket) return;
      socket = null;
      settle('reject', new Error('与河北CA数字证书助手的连接已断开，请重试'));
    };
  }

  function giveUp() {
    // A late answer would be taken for the next call's: the socket goes with the call.
    const abandoned = socket;
    socket = null;
    abandoned.close();
    settle('reject', new Error('河北CA数字证书助手没有应答，请重试'));
  }

  function call(name, params) {
    return new Promise((resolve, reject) => {
      if (pending !== null) {
        reject(new Error('上一次操作还没有完成，请稍候'));
        return;
      }
      pending = { name: name, params: params, sent: false, resolve: resolve, reject: reject, timer: 0 };
      pending.timer = setTimeout(giveUp, TIMEOUT_MS);
      try {
        if (socket === null || socket.readyState > 1) connect();
        else transmit();
      } catch (error) {
        // Browsers throw here where they forbid the address altogether.
        settle('reject', new Error(NOT_RUNNING, { cause: error }));
      }
    });
  }

  function pick(field) {
    return (answer) => answer[field];
  }

  return {
    SelectSignCert: () => call('SelectSignCert'),
    GetSubjectItem: (index) => {
      const value = typeof index === 'number' ? index : `"${index}"`;
      return call('GetSubjectItem', `{"index":${value}}`).then(pick('content'));
    },
    GetSignCertNotAfter: (index) => call('GetSignCertNotAfter', `{"index":${index}}`).then(pick('certnotafter')),
    GetCertB64: () => call('GetCertB64').then(pick('cert')),
    Login: (pin) => call('Login', `{"pin":"${pin}"}`),
    SignText: (text) => call('SignText', `{"signText":"${text}"}`).then(pick('signature')),
  };
};

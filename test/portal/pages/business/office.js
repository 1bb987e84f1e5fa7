/* What the screens of business.html share. A screen is a component of Vue that its script registers:
     window.registerScreen('/person/add', { mixins: [window.acting], template: … }); */
window.businessScreens = {};
window.registerScreen = (route, component) => {
  window.businessScreens[route] = component;
};

/* Where a screen leads to another one. */
window.openScreen = (route) => {
  location.hash = route;
};

let askingForLogin = false;

/* Only one question, however many requests find the login gone. The screen stays as it is until it is answered. */
async function askForLogin() {
  if (askingForLogin) return;
  askingForLogin = true;
  try {
    await Vue.prototype.$confirm('登录已失效，请重新登录', '提示', { confirmButtonText: '重新登录', type: 'warning' });
    location.href = 'login.html';
  } catch (answer) {
    if (answer !== 'cancel' && answer !== 'close') throw answer;
  } finally {
    askingForLogin = false;
  }
}

/* `act` runs one action at a time. A refusal that names a field is shown under it (`errors`, by field or by 险种 and field),
   any other as a message. */
window.acting = {
  data: () => ({ busy: false, errors: {} }),
  methods: {
    act: async function (action) {
      if (this.busy) return;
      this.busy = true;
      this.errors = {};
      try {
        await action();
      } catch (error) {
        await this.tellFailure(error);
      } finally {
        this.busy = false;
      }
    },
    tellFailure: async function (error) {
      if (error.reason === 'not-logged-in') await askForLogin();
      else if (error.field !== undefined) {
        const place = error.row === undefined ? error.field : `${error.row}.${error.field}`;
        this.errors = { [place]: error.message };
      } else this.$message.error(error.message);
    },
    tellSaved: function ({ notes }) {
      this.$message.success(['保存成功', ...notes].join('，'));
    },
  },
};

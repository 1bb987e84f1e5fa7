/* What every page of the portal shares: requests to the server, and the frame around the pages behind the login. */
window.callPortal = async (path, body) => {
  const response = await fetch(path, body === undefined ? {} : requestOf(body));
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.message), { reason: answer.reason, field: answer.field, row: answer.row });
};

/* A file goes as it is. */
function requestOf(body) {
  if (body instanceof Blob)
    return { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: body };
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/* `busy` while an action runs, `failure` when it ended badly, until the next one. */
window.attempting = {
  data: () => ({ busy: false, failure: '' }),
  methods: {
    attempt: async function (action) {
      if (this.busy) return;
      this.busy = true;
      this.failure = '';
      try {
        await action();
      } catch (error) {
        this.failure = error.message;
      } finally {
        this.busy = false;
      }
    },
  },
};

Vue.component('portal-layout', {
  props: { title: String, group: String, page: String },
  mixins: [window.attempting],
  data: () => ({ session: null }),
  computed: {
    menu: function () {
      return this.session === null ? [] : window.menuFor(this.session.way);
    },
  },
  created: function () {
    return this.attempt(async () => {
      try {
        this.session = await window.callPortal('/api/session');
      } catch (error) {
        if (error.reason !== 'not-logged-in') throw error;
        location.replace('login.html');
        return;
      }
      if (this.session.mustChangePassword && this.page !== 'password') location.replace('password.html');
      else this.$emit('session', this.session);
    });
  },
  methods: {
    logout: function () {
      return this.attempt(async () => {
        await window.callPortal('/api/logout', {});
        location.href = 'login.html';
      });
    },
    open: (place) => {
      location.href = window.portalAddress(place);
    },
  },
  template: `
    <div class="layout">
      <header class="banner">
        <span class="emblem"><i class="el-icon-office-building"></i></span>
        <span class="system">衡水人社一体化服务平台</span>
        <span v-if="session" class="who">
          <span>您登录：{{ session.account }}</span>
          <span>单位名称：<b id="company">{{ session.company }}</b></span>
          <button id="logout" type="button" @click="logout"><i class="el-icon-switch-button"></i> 退出</button>
        </span>
      </header>
      <div class="body">
        <el-menu class="side" :default-active="page" unique-opened @select="open">
          <el-menu-item index="home"><i class="el-icon-s-home"></i>首页</el-menu-item>
          <el-submenu v-for="group in menu" :key="group.title" :index="group.title">
            <template slot="title"><i :class="group.icon"></i>{{ group.title }}</template>
            <el-menu-item v-for="screen in group.screens" :key="screen.route" :index="screen.route">{{ screen.title }}</el-menu-item>
          </el-submenu>
          <el-menu-item index="bind"><i class="el-icon-s-check"></i>CA绑定</el-menu-item>
          <el-menu-item index="password"><i class="el-icon-lock"></i>修改密码</el-menu-item>
        </el-menu>
        <main>
          <el-breadcrumb separator=">">
            <el-breadcrumb-item>首页</el-breadcrumb-item>
            <el-breadcrumb-item v-if="group">{{ group }}</el-breadcrumb-item>
            <el-breadcrumb-item v-if="page !== 'home'">{{ title }}</el-breadcrumb-item>
          </el-breadcrumb>
          <el-alert v-if="failure" :title="failure" type="error" show-icon :closable="false"></el-alert>
          <div v-if="session"><slot></slot></div>
        </main>
      </div>
      <footer>衡水人社一体化服务平台（模拟环境，仅供测试）</footer>
    </div>`,
});

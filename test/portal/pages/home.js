new Vue({
  el: '#app',
  data: { session: null },
  computed: {
    menu: function () {
      return this.session === null ? [] : window.menuFor(this.session.way);
    },
  },
  methods: { address: window.portalAddress },
  template: `
    <portal-layout title="首页" page="home" @session="session = $event">
      <el-card>
        <div slot="header">单位信息</div>
        <table v-if="session" class="facts">
          <tr><th>单位名称</th><td id="home-company">{{ session.company }}</td><th>单位编号</th><td>{{ session.account }}</td></tr>
          <tr>
            <th>登录方式</th>
            <td><el-tag id="login-way" size="small" :type="session.way === 'ca' ? 'success' : ''">{{ session.way === 'ca' ? 'CA登录' : '账号登录' }}</el-tag></td>
            <th>CA绑定</th>
            <td>
              <span v-if="session.bound">已绑定</span>
              <span v-else>未绑定 <el-link type="primary" href="bind.html">去绑定</el-link></span>
            </td>
          </tr>
        </table>
      </el-card>
      <el-card>
        <div slot="header">业务办理</div>
        <section v-for="group in menu" :key="group.title" class="tile-group">
          <h3>{{ group.title }}</h3>
          <div class="tiles">
            <a v-for="screen in group.screens" :key="screen.route" class="tile" :href="address(screen.route)">
              <i :class="screen.icon"></i><b>{{ screen.title }}</b>
            </a>
          </div>
        </section>
      </el-card>
    </portal-layout>`,
});

new Vue({
  el: '#app',
  data: { session: null },
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
        <div class="tiles">
          <div class="tile"><i class="el-icon-user"></i><b>人员业务</b><small>人员增加、人员减少</small></div>
          <div class="tile"><i class="el-icon-s-order"></i><b>单位业务</b><small>单位缴费核定、征集单打印</small></div>
          <div class="tile"><i class="el-icon-upload"></i><b>业务申报</b><small>申报提交</small></div>
          <div class="tile"><i class="el-icon-search"></i><b>综合查询</b><small>核定结果、办理进度</small></div>
        </div>
        <p class="hint">模拟环境暂未开放业务办理</p>
      </el-card>
    </portal-layout>`,
});

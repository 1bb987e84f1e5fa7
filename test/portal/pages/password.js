new Vue({
  el: '#app',
  mixins: [window.attempting],
  data: { first: false, oldPassword: '', newPassword: '', repeated: '' },
  methods: {
    save: function () {
      return this.attempt(async () => {
        if (this.newPassword !== this.repeated) throw new Error('两次输入的新密码不一致');
        await window.callPortal('/api/password', { oldPassword: this.oldPassword, newPassword: this.newPassword });
        location.href = this.first ? 'bind.html' : 'home.html';
      });
    },
  },
  template: `
    <portal-layout title="修改密码" page="password" @session="first = $event.mustChangePassword">
      <el-card>
        <div slot="header">修改密码</div>
        <el-alert v-if="first" title="您使用的是初始密码，请先修改密码再办理业务。" type="warning" show-icon :closable="false"></el-alert>
        <el-form class="narrow" label-width="110px" @submit.native.prevent="save">
          <el-form-item label="原密码" required>
            <el-input id="old-password" v-model="oldPassword" type="password" placeholder="请输入内容" autocomplete="current-password"></el-input>
          </el-form-item>
          <el-form-item label="新密码" required>
            <el-input id="new-password" v-model="newPassword" type="password" placeholder="请输入内容" autocomplete="new-password"></el-input>
            <p class="hint">大写字母 + 小写字母 + 数字，长度不小于6位</p>
          </el-form-item>
          <el-form-item label="确认新密码" required>
            <el-input id="repeat-password" v-model="repeated" type="password" placeholder="请输入内容" autocomplete="new-password"></el-input>
          </el-form-item>
          <el-form-item v-if="failure">
            <el-alert id="failure" :title="failure" type="error" show-icon :closable="false"></el-alert>
          </el-form-item>
          <el-form-item>
            <el-button id="save" type="primary" native-type="submit" :loading="busy">确 定</el-button>
          </el-form-item>
        </el-form>
      </el-card>
    </portal-layout>`,
});

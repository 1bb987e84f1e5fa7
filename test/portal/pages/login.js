const helper = window.createHelperClient();

new Vue({
  el: '#app',
  mixins: [window.attempting],
  data: {
    tab: 'account',
    account: '',
    password: '',
    asksPin: new URLSearchParams(location.search).get('login') === 'pin',
    pin: '',
    owner: '',
    step: '',
  },
  methods: {
    accountLogin: function () {
      return this.attempt(async () => {
        if (this.account === '' || this.password === '') throw new Error('请输入单位编号和网报登录密码');
        const login = await window.callPortal('/api/login', { account: this.account, password: this.password });
        location.href = login.mustChangePassword ? 'password.html' : 'home.html';
      });
    },
    caLogin: function () {
      return this.attempt(async () => {
        if (this.asksPin && this.pin === '') throw new Error('请输入证书口令');
        this.owner = '';
        this.step = '正在读取证书…';
        await helper.SelectSignCert();
        this.owner = await helper.GetSubjectItem(0);
        this.step = '正在签名…';
        if (this.asksPin) await helper.Login(this.pin);
        const random = (await window.callPortal('/api/ca/random', {})).random;
        const signature = await helper.SignText(random);
        const certificate = await helper.GetCertB64();
        this.step = '正在登录…';
        await window.callPortal('/api/ca/login', { random: random, signature: signature, certificate: certificate });
        location.href = 'home.html';
      });
    },
  },
  template: `
    <div class="login">
      <header class="banner">
        <span class="emblem"><i class="el-icon-office-building"></i></span>
        <span class="system">衡水人社一体化服务平台</span>
      </header>
      <div class="login-body">
        <div class="slogan">
          <h1>社保医保网上申报</h1>
          <p>数据多跑路，单位少跑腿</p>
        </div>
        <el-card class="login-card">
          <el-tabs v-model="tab" stretch @tab-click="failure = ''">
            <el-tab-pane label="账号登录" name="account">
              <el-form @submit.native.prevent="accountLogin">
                <el-form-item>
                  <el-input id="account" v-model.trim="account" placeholder="单位编号" prefix-icon="el-icon-user" autocomplete="username"></el-input>
                </el-form-item>
                <el-form-item>
                  <el-input id="password" v-model="password" type="password" placeholder="网报登录密码" prefix-icon="el-icon-lock" autocomplete="current-password"></el-input>
                </el-form-item>
                <el-button id="account-login" class="wide" type="primary" native-type="submit" :loading="busy">登 录</el-button>
              </el-form>
            </el-tab-pane>
            <el-tab-pane label="CA登录" name="ca">
              <el-form @submit.native.prevent="caLogin">
                <div class="ca-vendor"><i class="el-icon-postcard"></i><span><b>河北CA</b><small>请插入河北CA数字证书</small></span></div>
                <el-form-item v-if="asksPin">
                  <el-input id="pin" v-model="pin" type="password" placeholder="证书口令" prefix-icon="el-icon-key" autocomplete="off"></el-input>
                </el-form-item>
                <p class="ca-owner">证书所有者：<b id="ca-owner">{{ owner || '—' }}</b></p>
                <el-button id="ca-login" class="wide" type="primary" native-type="submit" :loading="busy">{{ busy ? step : 'CA登录' }}</el-button>
              </el-form>
            </el-tab-pane>
          </el-tabs>
          <el-alert v-if="failure" id="failure" :title="failure" type="error" show-icon :closable="false"></el-alert>
          <p class="hint">首次使用请用账号登录，修改密码后进行CA绑定</p>
        </el-card>
      </div>
      <footer>衡水人社一体化服务平台（模拟环境，仅供测试）</footer>
    </div>`,
});

const helper = window.createHelperClient();

new Vue({
  el: '#app',
  mixins: [window.attempting],
  data: { vendor: '', owner: '', uniqueId: '', notAfter: '', certificate: '', reading: false, saved: false },
  methods: {
    read: async function () {
      this.reading = true;
      await this.attempt(async () => {
        if (this.vendor === '') throw new Error('请选择证书厂商');
        Object.assign(this, { owner: '', uniqueId: '', notAfter: '', certificate: '', saved: false });
        await helper.SelectSignCert();
        this.owner = await helper.GetSubjectItem(0);
        this.uniqueId = await helper.GetSubjectItem('G');
        this.notAfter = await helper.GetSignCertNotAfter(0);
        this.certificate = await helper.GetCertB64();
      });
      this.reading = false;
    },
    save: function () {
      return this.attempt(async () => {
        this.saved = false;
        if (this.certificate === '') throw new Error('请先读取证书');
        await window.callPortal('/api/ca/bind', { vendor: this.vendor, certificate: this.certificate });
        this.saved = true;
      });
    },
  },
  template: `
    <portal-layout title="CA绑定" page="bind">
      <el-card>
        <div slot="header">CA绑定</div>
        <el-form class="narrow" label-width="110px" @submit.native.prevent="save">
          <el-form-item label="证书厂商" required>
            <el-select id="vendor" v-model="vendor" placeholder="请选择">
              <el-option label="河北CA" value="hebca"></el-option>
            </el-select>
            <el-button id="read-certificate" :loading="reading" :disabled="busy && !reading" @click="read">读取证书</el-button>
          </el-form-item>
          <el-form-item label="证书所有者">
            <el-input id="owner" :value="owner" readonly placeholder="读取证书后显示"></el-input>
          </el-form-item>
          <el-form-item label="唯一标识">
            <el-input id="unique-id" :value="uniqueId" readonly placeholder="读取证书后显示"></el-input>
          </el-form-item>
          <el-form-item label="有效期至">
            <el-input id="not-after" :value="notAfter" readonly placeholder="读取证书后显示"></el-input>
          </el-form-item>
          <el-form-item v-if="failure || saved">
            <el-alert v-if="failure" id="failure" :title="failure" type="error" show-icon :closable="false"></el-alert>
            <el-alert v-else id="saved" title="绑定成功，以后可用河北CA登录" type="success" show-icon :closable="false"></el-alert>
          </el-form-item>
          <el-form-item>
            <el-button id="save" type="primary" native-type="submit" :loading="busy && !reading" :disabled="reading">保 存</el-button>
          </el-form-item>
        </el-form>
      </el-card>
    </portal-layout>`,
});

/* What the screens of the monthly filing share. */
(() => {
  const helper = window.createHelperClient();

  /* Signs a text with the certificate that the user chooses. `pin` where the screen asks for the 证书口令 itself. */
  window.signText = async (text, pin) => {
    await helper.SelectSignCert();
    if (pin !== undefined) await helper.Login(pin);
    const signature = await helper.SignText(text);
    return { signature: signature, certificate: await helper.GetCertB64() };
  };

  window.monthly = {
    mixins: [window.acting],
    props: { session: Object },
    computed: {
      byCa: function () {
        return this.session.way === 'ca';
      },
    },
    methods: {
      /* Asks first; false where the user would rather not. */
      agreed: async function (question) {
        const buttons = { confirmButtonText: '确定', cancelButtonText: '取消', type: 'warning' };
        try {
          await this.$confirm(question, '提示', buttons);
          return true;
        } catch (answer) {
          if (answer !== 'cancel' && answer !== 'close') throw answer;
          return false;
        }
      },
    },
  };

  Vue.component('counter-remark', {
    template: `
      <el-alert
        class="remark"
        title="非CA单位不能进行CA签章，征集单打印后需要携带相关材料到中心窗口进行审核盖章。"
        type="warning"
        show-icon
        :closable="false"
      ></el-alert>`,
  });
})();

window.registerScreen('/unit/info', {
  mixins: [window.acting, window.withCodes],
  data: () => ({ fields: window.portalFields.unitInfo, unit: window.initialModel(window.portalFields.unitInfo) }),
  created: async function () {
    this.edited = window.takeEdited('unitInfo');
    await this.restore();
  },
  methods: {
    restore: function () {
      return this.act(async () => {
        const { fields } = await window.callPortal('/api/unit', {});
        this.unit = { ...fields, ...this.edited?.fields };
        this.$nextTick(() => this.$refs.form.clearValidate());
      });
    },
    save: function () {
      return this.act(async () => {
        if (!(await this.$refs.form.validate())) return;
        this.tellSaved(await window.callPortal('/api/unit/save', { ...window.anew(this.edited), fields: this.unit }));
        this.edited = null;
      });
    },
  },
  template: `
    <div>
      <el-card>
        <div slot="header">单位基本信息</div>
        <portal-form ref="form" :fields="fields" :model="unit" :tables="tables" :errors="errors"></portal-form>
      </el-card>
      <div class="buttons">
        <el-button size="small" @click="restore">重置</el-button>
        <el-button size="small" type="primary" :loading="busy" @click="save">保存</el-button>
      </div>
    </div>`,
});

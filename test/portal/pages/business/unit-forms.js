/* 单位业务 > 缴费申报表打印 */
window.registerScreen('/unit/forms', {
  mixins: [window.monthly],
  data: () => ({ tabs: [], type: '' }),
  created: function () {
    return this.act(async () => {
      await this.load();
      this.type = this.tabs[0].type;
    });
  },
  methods: {
    load: async function () {
      this.tabs = (await window.callPortal('/api/forms', {})).tabs;
    },
    print: function (tab) {
      return this.act(async () => {
        await window.callPortal('/api/form/print', { type: tab.type });
        await this.load();
      });
    },
  },
  template: `
    <el-card v-loading="busy">
      <div slot="header">缴费申报表打印</div>
      <el-tabs v-model="type">
        <el-tab-pane v-for="tab in tabs" :key="tab.type" :label="tab.title" :name="tab.type" lazy>
          <div class="tools">
            <el-button type="primary" size="small" icon="el-icon-printer" :loading="busy" @click="print(tab)">打印</el-button>
          </div>
          <iframe v-if="tab.printed" class="form" :src="'/document/form/' + tab.type + '.pdf#navpanes=0'" :title="tab.title"></iframe>
          <div v-else class="form-empty">暂无数据</div>
        </el-tab-pane>
      </el-tabs>
    </el-card>`,
});

/* 单位业务 > CA签章 */
window.registerScreen('/unit/seal', {
  mixins: [window.monthly],
  data: () => ({ rows: [], columns: ['serial', 'text', 'payKind', 'period', 'state'] }),
  created: function () {
    return this.act(this.load);
  },
  methods: {
    load: async function () {
      this.rows = (await window.callPortal('/api/seal/list', {})).rows;
    },
    seal: function (row) {
      return this.act(async () => {
        const { text } = await window.callPortal('/api/seal/text', { serial: row.serial });
        await window.callPortal('/api/seal/sign', { serial: row.serial, ...(await window.signText(text)) });
        this.$message.success('签章成功');
        await this.load();
      });
    },
  },
  template: `
    <div>
      <counter-remark v-if="!byCa"></counter-remark>
      <el-card>
        <div slot="header">CA签章</div>
        <levy-table :rows="rows" :loading="busy" :columns="columns">
          <template slot-scope="{ row }">
            <el-button type="primary" size="mini" :disabled="row.state === '已签章'" @click="seal(row)">签章</el-button>
          </template>
        </levy-table>
      </el-card>
    </div>`,
});

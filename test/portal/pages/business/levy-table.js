/* The rows of an assessment, as the pages after it list them, and what is done with one. */
(() => {
  const COLUMNS = {
    batch: { label: '征收批次', width: 165 },
    levy: { label: '征收方式', width: 98 },
    serial: { label: '征集流水号', width: 165 },
    text: { label: '险种类型', width: 105 },
    payKind: { label: '缴费类型', width: 85 },
    period: { label: '核算期', width: 72 },
    belongsTo: { label: '缴费所属期', width: 125 },
    printState: { label: '打印状态', width: 90 },
    state: { label: '状态', width: 100 },
  };

  Vue.component('levy-table', {
    props: { rows: Array, loading: Boolean, columns: Array },
    data: () => ({ all: COLUMNS }),
    template: `
      <el-table :data="rows" v-loading="loading" border size="small">
        <el-table-column type="index" label="序号" width="55" align="center"></el-table-column>
        <el-table-column
          v-for="column in columns"
          :key="column"
          :prop="column"
          :label="all[column].label"
          :min-width="all[column].width"
        ></el-table-column>
        <el-table-column label="操作" min-width="190">
          <template slot-scope="{ row }"><slot :row="row"></slot></template>
        </el-table-column>
      </el-table>`,
  });

  Vue.component('levy-result', {
    props: { states: Boolean },
    mixins: [window.monthly],
    data: () => ({ rows: [] }),
    computed: {
      columns: function () {
        const columns = ['levy', 'serial', 'text', 'payKind', 'period', 'belongsTo'];
        return this.states ? [...columns, 'printState'] : ['batch', ...columns];
      },
    },
    created: function () {
      return this.load();
    },
    methods: {
      load: function () {
        return this.act(async () => {
          const { rows } = await window.callPortal('/api/assess/result', {});
          this.rows = rows.map((row) => ({ ...row, printState: row.printed ? '已打印' : '未打印' }));
        });
      },
      print: async function (row) {
        await this.act(async () => {
          const { url } = await window.callPortal('/api/levy/print', { serial: row.serial });
          window.open(url);
        });
        await this.load();
      },
      cancel: async function (row) {
        if (!(await this.agreed('缴销后该险种需要重新核定，是否继续？'))) return;
        await this.act(async () => {
          await window.callPortal('/api/assess/cancel', { serial: row.serial });
          this.$message.success('缴销成功');
        });
        await this.load();
        this.$emit('cancelled');
      },
    },
    template: `
      <levy-table :rows="rows" :loading="busy" :columns="columns">
        <template slot-scope="{ row }">
          <el-button type="primary" size="mini" plain @click="print(row)">征集单打印</el-button>
          <el-button type="danger" size="mini" plain @click="cancel(row)">缴销</el-button>
        </template>
      </levy-table>`,
  });
})();

/* One of the four lists of 申报提交. */
(() => {
  const FORMS = {
    add: '/person/add',
    reduce: '/person/reduce',
    backPay: '/unit/backpay',
    unitInfo: '/unit/info',
  };

  Vue.component('filing-list', {
    props: { list: Object },
    mixins: [window.monthly],
    data: () => ({ rows: [], total: 0, page: 1, size: 10, chosen: [], shown: null }),
    created: function () {
      return this.load();
    },
    computed: {
      facts: function () {
        const { serial, kindText, who, time, failure, reason } = this.shown;
        return [
          ['流水号', serial],
          ['业务类型', kindText],
          ['办理对象', who],
          ['办理时间', time],
          ['提交失败原因', failure],
          ['审批未通过原因', reason],
        ].filter((fact) => fact[1]);
      },
    },
    methods: {
      load: function () {
        return this.act(async () => {
          const asked = { state: this.list.state, page: this.page, size: this.size };
          const answer = await window.callPortal('/api/filings/list', asked);
          this.rows = answer.rows;
          this.total = answer.total;
        });
      },
      turn: function (page) {
        this.page = page;
        return this.load();
      },
      resize: function (size) {
        this.size = size;
        return this.turn(1);
      },
      change: async function (row, question, path, said) {
        if (!(await this.agreed(question))) return;
        await this.act(async () => {
          await window.callPortal(path, { serial: row.serial });
          this.$message.success(said);
        });
        await this.turn(1);
      },
      withdraw: function (row) {
        return this.change(row, '确定撤回该业务吗？', '/api/filings/withdraw', '撤回成功');
      },
      remove: function (row) {
        return this.change(row, '确定删除该业务吗？', '/api/filings/delete', '删除成功');
      },
      edit: function (row) {
        return this.act(async () => {
          const filing = await window.callPortal('/api/filings/edit', { serial: row.serial });
          window.editedFiling = { serial: row.serial, ...filing };
          window.openScreen(FORMS[filing.kind]);
        });
      },
    },
    template: `
      <div>
        <div v-if="list.files" class="tools">
          <slot :chosen="chosen" :load="load"></slot>
        </div>
        <el-table :data="rows" v-loading="busy" border size="small" @selection-change="chosen = $event">
          <el-table-column v-if="list.files" type="selection" width="45" align="center"></el-table-column>
          <el-table-column prop="serial" label="流水号" width="220"></el-table-column>
          <el-table-column prop="kindText" label="业务类型" width="160"></el-table-column>
          <el-table-column :prop="list.reason" :label="list.reasonLabel" show-overflow-tooltip></el-table-column>
          <el-table-column label="操作" width="190">
            <template slot-scope="{ row }">
              <el-button type="text" size="small" @click="shown = row">查看</el-button>
              <el-button v-if="list.edits" type="text" size="small" @click="edit(row)">修改</el-button>
              <el-button v-if="list.edits" type="text" size="small" @click="remove(row)">删除</el-button>
              <el-button v-if="list.withdraws" type="text" size="small" @click="withdraw(row)">撤回</el-button>
            </template>
          </el-table-column>
        </el-table>
        <el-pagination
          background
          layout="total, sizes, prev, pager, next, jumper"
          :total="total"
          :current-page="page"
          :page-size="size"
          :page-sizes="[10, 20, 50, 100]"
          @current-change="turn"
          @size-change="resize"
        ></el-pagination>
        <el-dialog title="业务详情" width="560px" append-to-body :visible="shown !== null" @close="shown = null">
          <table v-if="shown" class="facts">
            <tr v-for="fact in facts" :key="fact[0]"><th>{{ fact[0] }}</th><td>{{ fact[1] }}</td></tr>
          </table>
        </el-dialog>
      </div>`,
  });
})();

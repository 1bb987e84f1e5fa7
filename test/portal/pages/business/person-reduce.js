(() => {
  const PERSON = window.fieldsInOrder('reduce.person', ['aac147', 'aac004', 'aac058', 'aac003', 'aac006']);
  const CHANGE = window.portalFields['reduce.change'];

  window.registerScreen('/person/reduce', {
    mixins: [window.acting, window.withCodes, window.findingPerson],
    data: () => ({
      KIND: 'reduce',
      PERSON: PERSON,
      CHANGE: CHANGE,
      person: window.initialModel(PERSON),
      change: window.initialModel(CHANGE),
      rows: [],
      chosen: [],
    }),
    methods: {
      fillEdited: function ({ fields, rows }) {
        this.change = window.only(fields, Object.keys(this.change));
        const types = rows.map(({ type }) => type);
        this.$nextTick(() => {
          for (const row of this.rows) if (types.includes(row.type)) this.$refs.rows.toggleRowSelection(row, true);
        });
      },
      /* The reasons of another kind of stopping are others. */
      changed: function (prop) {
        if (prop === 'bac051') this.change.aae160 = '';
      },
      save: function () {
        return this.act(async () => {
          const kept = await Promise.all([this.$refs.person.validate(), this.$refs.change.validate()]);
          if (kept.includes(false)) return;
          const saved = await window.callPortal('/api/reduce/save', {
            ...window.anew(this.edited),
            fields: { aac147: this.person.aac147, ...this.change },
            rows: this.chosen.map(({ type }) => ({ type: type })),
          });
          this.tellSaved(saved);
          this.change = window.initialModel(CHANGE);
          this.forgetPerson();
          this.$nextTick(() => this.$refs.change.clearValidate());
        });
      },
    },
    template: `
      <div>
        <el-card>
          <div slot="header">个人信息</div>
          <portal-form ref="person" :fields="PERSON" :model="person" :tables="tables" :errors="errors">
            <el-input slot="aac147" v-model.trim="person.aac147" placeholder="请输入内容" maxlength="18" @keyup.enter.native="find">
              <el-button slot="append" @click="find">查询</el-button>
            </el-input>
          </portal-form>
        </el-card>
        <el-card>
          <div slot="header">变更信息</div>
          <portal-form ref="change" :fields="CHANGE" :model="change" :tables="tables" :errors="errors" @change="changed"></portal-form>
        </el-card>
        <el-card>
          <div slot="header">参保信息</div>
          <el-table ref="rows" :data="rows" border size="small" @selection-change="chosen = $event">
            <el-table-column type="selection" width="46" align="center"></el-table-column>
            <el-table-column type="index" label="序号" width="60" align="center"></el-table-column>
            <el-table-column prop="text" label="险种类型"></el-table-column>
            <el-table-column prop="state" label="人员参保状态"></el-table-column>
            <el-table-column prop="since" label="本次参保日期"></el-table-column>
            <el-table-column prop="first" label="首次参保日期"></el-table-column>
            <el-table-column prop="deemedMonths" label="视同缴费月数"></el-table-column>
          </el-table>
        </el-card>
        <div class="buttons">
          <el-button size="small" type="primary" :loading="busy" @click="save">确定</el-button>
        </div>
      </div>`,
  });
})();

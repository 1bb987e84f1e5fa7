(() => {
  const PERSON = window.fieldsInOrder('backPay.person', ['aac147', 'aac058', 'aac003', 'aac004', 'aac005', 'aac006']);
  const [FROM, TO] = window.portalFields['backPay.rows'];

  window.registerScreen('/unit/backpay', {
    mixins: [window.acting, window.withCodes, window.findingPerson],
    data: () => ({
      KIND: 'backPay',
      PERSON: PERSON,
      FROM: FROM,
      TO: TO,
      person: window.initialModel(PERSON),
      rows: [],
    }),
    methods: {
      fillEdited: function ({ rows }) {
        for (const row of this.rows)
          Object.assign(
            row,
            rows.find(({ type }) => type === row.type),
          );
      },
      save: function () {
        return this.act(async () => {
          if (!(await this.$refs.person.validate())) return;
          const wanted = this.rows.filter((row) => row.aae041 !== '' || row.aae042 !== '');
          const saved = await window.callPortal('/api/backpay/save', {
            ...window.anew(this.edited),
            fields: { aac147: this.person.aac147 },
            rows: wanted.map((row) => window.only(row, ['type', FROM.prop, TO.prop])),
          });
          this.tellSaved(saved);
          this.forgetPerson();
        });
      },
      clear: function () {
        this.errors = {};
        this.forgetPerson();
      },
    },
    template: `
      <div>
        <h2 class="form-title">个人补收信息录入</h2>
        <el-card>
          <div slot="header">个人信息</div>
          <portal-form ref="person" :fields="PERSON" :model="person" :tables="tables" :errors="errors">
            <el-input slot="aac147" v-model.trim="person.aac147" placeholder="请输入内容" maxlength="18" @keyup.enter.native="find">
              <el-button slot="append" @click="find">查询</el-button>
            </el-input>
          </portal-form>
        </el-card>
        <el-card>
          <div slot="header">参保信息</div>
          <el-table :data="rows" border size="small">
            <el-table-column type="index" label="序号" width="60" align="center"></el-table-column>
            <el-table-column prop="text" label="险种" min-width="110"></el-table-column>
            <el-table-column prop="state" label="参保状态" width="90"></el-table-column>
            <el-table-column prop="since" label="本次参保日期" width="120"></el-table-column>
            <el-table-column prop="first" label="首次参保日期" width="120"></el-table-column>
            <el-table-column prop="maxPeriod" label="最大核定期" width="110"></el-table-column>
            <el-table-column label="补收开始年月" width="180">
              <row-field slot-scope="{ row }" v-model="row.aae041" :field="FROM" :error="errors[row.type + '.aae041']"></row-field>
            </el-table-column>
            <el-table-column label="补收终止年月" width="180">
              <row-field slot-scope="{ row }" v-model="row.aae042" :field="TO" :error="errors[row.type + '.aae042']"></row-field>
            </el-table-column>
          </el-table>
        </el-card>
        <div class="buttons">
          <el-button size="small" @click="clear">清除</el-button>
          <el-button size="small" type="primary" :loading="busy" @click="save">确定</el-button>
        </div>
      </div>`,
  });
})();

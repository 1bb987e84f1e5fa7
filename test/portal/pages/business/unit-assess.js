/* 单位业务 > 单位缴费核定, and 征集单打印 with the rows that it makes. */
(() => {
  const RULES = {
    from: [{ required: true, message: '开始年月不能为空', trigger: 'change' }],
    to: [{ required: true, message: '终止年月不能为空', trigger: 'change' }],
  };

  window.registerScreen('/unit/assess', {
    mixins: [window.monthly],
    data: () => ({ step: 'overview', overview: [] }),
    created: function () {
      return this.open();
    },
    methods: {
      open: function () {
        this.step = 'overview';
        return this.act(async () => {
          this.overview = (await window.callPortal('/api/assess/overview', {})).rows;
        });
      },
    },
    template: `
      <div>
        <counter-remark v-if="!byCa"></counter-remark>
        <el-card v-if="step === 'overview'">
          <div slot="header">单位缴费核定</div>
          <el-table :data="overview" v-loading="busy" border size="small">
            <el-table-column type="index" label="序号" width="80" align="center"></el-table-column>
            <el-table-column prop="name" label="险种"></el-table-column>
            <el-table-column prop="state" label="状态"></el-table-column>
            <el-table-column label="操作">
              <template slot-scope="{}">
                <el-button type="primary" size="mini" @click="step = 'conditions'">核定</el-button>
              </template>
            </el-table-column>
          </el-table>
        </el-card>
        <assess-conditions v-else :session="session" @back="open"></assess-conditions>
      </div>`,
  });

  Vue.component('assess-conditions', {
    mixins: [window.monthly],
    data: () => ({ period: { from: '', to: '' }, rules: RULES, types: [], chosen: [], asked: 0 }),
    created: function () {
      return this.act(this.load);
    },
    methods: {
      load: async function () {
        const { from, to, types } = await window.callPortal('/api/assess/conditions', {});
        this.period = { from: from, to: to };
        this.types = types;
        await this.$nextTick();
        if (types.some(this.isOpen)) this.$refs.types.toggleAllSelection();
      },
      assess: function () {
        return this.act(async () => {
          if (!(await this.$refs.form.validate().catch(() => false))) return;
          if (this.chosen.length === 0) throw new Error('请选择险种类型');
          const types = this.chosen.map((type) => type.code);
          await window.callPortal('/api/assess/run', { ...this.period, types: types });
          this.$message.success('核定成功');
          await this.load();
        });
      },
      isOpen: (type) => !type.assessed,
    },
    template: `
      <div>
        <el-card>
          <div slot="header">核定条件</div>
          <el-form ref="form" :model="period" :rules="rules" label-width="90px" inline size="small">
            <el-form-item label="开始年月" prop="from" :error="errors.from">
              <el-date-picker v-model="period.from" type="month" format="yyyy-MM" value-format="yyyyMM" placeholder="选择日期"></el-date-picker>
            </el-form-item>
            <el-form-item label="终止年月" prop="to" :error="errors.to">
              <el-date-picker v-model="period.to" type="month" format="yyyy-MM" value-format="yyyyMM" placeholder="选择日期"></el-date-picker>
            </el-form-item>
          </el-form>
          <el-table ref="types" :data="types" v-loading="busy" border size="small" @selection-change="chosen = $event">
            <el-table-column type="selection" width="55" align="center" :selectable="isOpen"></el-table-column>
            <el-table-column prop="text" label="险种类型"></el-table-column>
            <el-table-column prop="state" label="参保状态"></el-table-column>
          </el-table>
          <div class="actions">
            <el-button type="primary" size="small" :loading="busy" @click="assess">核定</el-button>
            <el-button size="small" @click="asked += 1">查询核定结果</el-button>
            <el-button size="small" @click="$emit('back')">返回</el-button>
          </div>
        </el-card>
        <el-card v-if="asked > 0">
          <div slot="header">核定详情</div>
          <levy-result :key="asked" :session="session" @cancelled="load"></levy-result>
        </el-card>
      </div>`,
  });

  window.registerScreen('/unit/levy', {
    mixins: [window.monthly],
    template: `
      <div>
        <counter-remark v-if="!byCa"></counter-remark>
        <el-card>
          <div slot="header">征集单打印</div>
          <levy-result :session="session" states></levy-result>
        </el-card>
      </div>`,
  });
})();

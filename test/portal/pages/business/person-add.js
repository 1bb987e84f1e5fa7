(() => {
  const HEAD = window.portalFields['add.identityHead'];
  const IDENTITY = window.portalFields['add.identity'];
  const INSURED = window.portalFields['add.insured'];
  const ROW = Object.fromEntries(window.portalFields['add.rows'].map((field) => [field.prop, field]));
  const FARMERS = ['20', '21', '22'];
  const FARMER_CONTRACT = '3';

  window.registerScreen('/person/add', {
    mixins: [window.acting, window.withCodes],
    data: () => ({
      HEAD: HEAD,
      IDENTITY: IDENTITY,
      INSURED: INSURED,
      ROW: ROW,
      step: 0,
      person: window.initialModel([...HEAD, ...IDENTITY]),
      insured: window.initialModel(INSURED),
      rows: [],
      chosen: [],
    }),
    created: function () {
      this.edited = window.takeEdited('add');
      if (this.edited === null) return;
      this.person = window.only(this.edited.fields, Object.keys(this.person));
      this.insured = window.only(this.edited.fields, Object.keys(this.insured));
    },
    methods: {
      /* The portal's own script: what the id number tells is written into the fields, whatever was there. */
      followIdNumber: function () {
        const { aac058: kind, aac147: idNumber } = this.person;
        if (kind !== '01' || !/^\d{17}[\dXx]$/.test(idNumber)) return;
        this.person.aac147 = idNumber.toUpperCase();
        this.person.aac006 = idNumber.replace(/^.{6}(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3');
        this.person.aac004 = Number(idNumber[16]) % 2 === 1 ? '1' : '2';
      },
      headChanged: function (prop) {
        if (['aac058', 'aac004', 'aac006'].includes(prop)) this.followIdNumber();
      },
      identityChanged: function (prop) {
        if (prop === 'aac009' && FARMERS.includes(this.person.aac009)) this.person.aac013 = FARMER_CONTRACT;
      },
      clearIdentity: function () {
        this.person = window.initialModel([...HEAD, ...IDENTITY]);
        this.$nextTick(() => {
          this.$refs.head.clearValidate();
          this.$refs.identity.clearValidate();
        });
      },
      toInsurance: function () {
        return this.act(async () => {
          const kept = await Promise.all([this.$refs.head.validate(), this.$refs.identity.validate()]);
          if (kept.includes(false)) return;
          const { fields, rows } = await window.callPortal('/api/add/identity', {
            ...window.anew(this.edited),
            fields: this.person,
          });
          Object.assign(this.person, fields);
          const entered = this.edited === null ? [] : this.edited.rows;
          this.rows = rows.map(({ type, text, unitSince }) => ({
            text: text,
            ...window.initialModel(Object.values(ROW)),
            ...entered.find((row) => row.type === type),
            type: type,
            aab050: unitSince,
          }));
          this.step = 1;
          const ticked = this.rows.filter(
            ({ type }) => entered.length === 0 || entered.some((row) => row.type === type),
          );
          this.$nextTick(() => {
            for (const row of ticked) this.$refs.rows.toggleRowSelection(row, true);
          });
        });
      },
      toIdentity: function () {
        this.errors = {};
        this.step = 0;
      },
      clearInsurance: function () {
        this.insured = window.initialModel(INSURED);
        for (const row of this.rows)
          Object.assign(row, window.initialModel(Object.values(ROW)), { aab050: row.aab050 });
        this.errors = {};
        this.$nextTick(() => this.step === 1 && this.$refs.insured.clearValidate());
      },
      backPayChanged: (row) => {
        if (row.bac100 !== '1') Object.assign(row, { aae041: '', aae042: '' });
      },
      save: function () {
        return this.act(async () => {
          if (!(await this.$refs.insured.validate())) return;
          const saved = await window.callPortal('/api/add/save', {
            ...window.anew(this.edited),
            fields: { ...this.person, ...this.insured },
            rows: this.chosen.map((row) => window.only(row, ['type', ...Object.keys(ROW)])),
          });
          this.tellSaved(saved);
          this.edited = null;
          this.clearIdentity();
          this.clearInsurance();
          this.step = 0;
        });
      },
      leave: () => {
        location.href = 'home.html';
      },
    },
    template: `
      <div>
        <el-card>
          <div slot="header">基本信息</div>
          <portal-form ref="head" :fields="HEAD" :model="person" :tables="tables" :errors="errors" :disabled="step === 1" @blur="$event === 'aac147' && followIdNumber()" @change="headChanged"></portal-form>
        </el-card>
        <el-steps class="steps" :active="step" simple>
          <el-step title="第一步：填写身份信息" icon="el-icon-edit"></el-step>
          <el-step title="第二步：填写保险信息" icon="el-icon-document"></el-step>
        </el-steps>
        <div v-show="step === 0">
          <el-card>
            <div slot="header">身份信息</div>
            <portal-form ref="identity" :fields="IDENTITY" :model="person" :tables="tables" :errors="errors" @change="identityChanged"></portal-form>
          </el-card>
          <div class="buttons">
            <el-button size="small" @click="clearIdentity">清除</el-button>
            <el-button size="small" type="primary" :loading="busy" @click="toInsurance">确认并继续</el-button>
            <el-button size="small" @click="leave">返回</el-button>
          </div>
        </div>
        <div v-if="step === 1">
          <el-card>
            <div slot="header">参保信息</div>
            <portal-form ref="insured" :fields="INSURED" :model="insured" :tables="tables" :errors="errors"></portal-form>
          </el-card>
          <el-card>
            <div slot="header">参保信息</div>
            <el-table ref="rows" :data="rows" border size="small" @selection-change="chosen = $event">
              <el-table-column type="selection" width="46" align="center"></el-table-column>
              <el-table-column prop="text" label="险种类型" min-width="110"></el-table-column>
              <el-table-column label="本次参保时间" width="180">
                <row-field slot-scope="{ row }" class="starred" v-model="row.aac030" :field="ROW.aac030" :error="errors[row.type + '.aac030']"></row-field>
              </el-table-column>
              <el-table-column label="是否补收" width="96">
                <row-field slot-scope="{ row }" v-model="row.bac100" :field="ROW.bac100" :options="tables.yesNo" @change="backPayChanged(row)"></row-field>
              </el-table-column>
              <el-table-column label="补收开始年月" width="150">
                <row-field slot-scope="{ row }" v-model="row.aae041" :field="ROW.aae041" :disabled="row.bac100 !== '1'" :error="errors[row.type + '.aae041']"></row-field>
              </el-table-column>
              <el-table-column label="补收终止年月" width="150">
                <row-field slot-scope="{ row }" v-model="row.aae042" :field="ROW.aae042" :disabled="row.bac100 !== '1'" :error="errors[row.type + '.aae042']"></row-field>
              </el-table-column>
              <el-table-column prop="aab050" label="单位参保时间" width="110"></el-table-column>
              <el-table-column label="财政拨款标识" width="124">
                <row-field slot-scope="{ row }" v-model="row.aab065" :field="ROW.aab065" :options="tables.funding"></row-field>
              </el-table-column>
            </el-table>
          </el-card>
          <div class="buttons">
            <el-button size="small" @click="clearInsurance">清除</el-button>
            <el-button size="small" type="primary" :loading="busy" @click="save">确认并继续</el-button>
            <el-button size="small" icon="el-icon-back" @click="toIdentity">上一步</el-button>
          </div>
        </div>
      </div>`,
  });
})();

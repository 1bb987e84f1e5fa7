/* Forms of the screens, made of field definitions. */
window.initialModel = (fields) => Object.fromEntries(fields.map(({ prop, initial }) => [prop, initial || '']));

/* Fields of a form in the order in which a screen shows them. */
window.fieldsInOrder = (form, props) =>
  props.map((wanted) => window.portalFields[form].find(({ prop }) => prop === wanted));

window.only = (model, props) => Object.fromEntries(props.map((prop) => [prop, model[prop]]));

/* The options of the selects, which come when they come. */
window.withCodes = {
  data: () => ({ tables: {} }),
  created: async function () {
    try {
      this.tables = (await window.callPortal('/api/codes', {})).tables;
    } catch (error) {
      await this.tellFailure(error);
    }
  },
};

/* The business that was taken back to be entered anew (修改), where it is of this kind. */
window.takeEdited = (kind) => {
  const edited = window.editedFiling;
  if (!edited || edited.kind !== kind) return null;
  window.editedFiling = null;
  return edited;
};

/* What makes a save that of business which was taken back. */
window.anew = (edited) => (edited === null ? {} : { serial: edited.serial });

/* A person of the unit, found by 证件号码, with the insurances. */
window.findingPerson = {
  created: async function () {
    this.edited = window.takeEdited(this.KIND);
    if (this.edited === null) return;
    this.person.aac147 = this.edited.fields.aac147;
    await this.find();
    this.fillEdited(this.edited);
  },
  methods: {
    find: function () {
      return this.act(async () => {
        const { aac147: idNumber } = this.person;
        if (idNumber === '') throw new Error('请输入证件号码');
        const { person, rows } = await window.callPortal('/api/person/find', { idNumber: idNumber });
        if (person === null) this.$message.warning('未查询到该人员在本单位的参保信息');
        this.showPerson({ aac147: idNumber, ...person }, rows);
      });
    },
    forgetPerson: function () {
      this.edited = null;
      this.showPerson({}, []);
    },
    showPerson: function (person, rows) {
      this.person = { ...window.initialModel(this.PERSON), ...person };
      this.rows = rows.map((row) => ({ ...row, aae041: '', aae042: '' }));
      this.$nextTick(() => this.$refs.person.clearValidate());
    },
  },
};

/* 户籍所在地, one level at a time. */
async function loadRegions(node, resolve) {
  try {
    const { regions } = await window.callPortal('/api/regions', { parent: node.root ? '' : node.value });
    resolve(regions.map(({ code, text, leaf }) => ({ value: code, label: text, leaf: leaf })));
  } catch (error) {
    resolve([]);
    Vue.prototype.$message.error(error.message);
  }
}

/* Where a widget's value is not the text that the portal keeps. */
const TEXTS = {
  'multi-select': { read: (text) => (text === '' ? [] : text.split(',')), write: (codes) => codes.join(',') },
  cascader: {
    read: (code) => (code === '' ? [] : [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]),
    write: (path) => path[path.length - 1] || '',
  },
};
const PLAIN = { read: (text) => text, write: (value) => value || '' };

Vue.component('portal-field', {
  props: { field: Object, value: String, options: Array, disabled: Boolean, size: String },
  data: () => ({ regions: { lazy: true, lazyLoad: loadRegions } }),
  computed: {
    several: function () {
      return this.field.widget === 'multi-select';
    },
    text: {
      get: function () {
        return (TEXTS[this.field.widget] || PLAIN).read(this.value);
      },
      set: function (value) {
        this.$emit('input', (TEXTS[this.field.widget] || PLAIN).write(value));
      },
    },
    common: function () {
      return { disabled: this.disabled, placeholder: this.field.placeholder, size: this.size };
    },
  },
  methods: {
    /* An amount has two decimals as soon as it is left. */
    leave: function () {
      const amount = Number(this.value);
      if (this.field.widget === 'number' && this.value !== '' && !Number.isNaN(amount)) this.text = amount.toFixed(2);
      this.$emit('blur');
    },
  },
  template: `
    <el-select v-if="field.widget === 'select' || several" v-model="text" v-bind="common" :multiple="several" @change="$emit('change')">
      <el-option v-for="option in options" :key="option.code" :label="option.text" :value="option.code"></el-option>
    </el-select>
    <el-date-picker v-else-if="field.widget === 'date'" v-model="text" v-bind="common" type="date" value-format="yyyy-MM-dd" @change="$emit('change')"></el-date-picker>
    <el-date-picker v-else-if="field.widget === 'month'" v-model="text" v-bind="common" type="month" format="yyyy-MM" value-format="yyyyMM" @change="$emit('change')"></el-date-picker>
    <el-cascader v-else-if="field.widget === 'cascader'" v-model="text" v-bind="common" :props="regions" @change="$emit('change')"></el-cascader>
    <el-radio-group v-else-if="field.widget === 'radio'" v-model="text" :disabled="disabled" @change="$emit('change')">
      <el-radio v-for="option in options" :key="option.code" :label="option.code">{{ option.text }}</el-radio>
    </el-radio-group>
    <el-checkbox v-else-if="field.widget === 'checkbox'" v-model="text" :disabled="disabled" true-label="1" false-label="0" @change="$emit('change')">是</el-checkbox>
    <el-input v-else-if="field.widget === 'textarea'" v-model="text" v-bind="common" type="textarea" :rows="2" :maxlength="field.maxLength" show-word-limit @blur="leave"></el-input>
    <el-input v-else v-model.trim="text" v-bind="common" :maxlength="field.maxLength" @blur="leave" @change="$emit('change')"></el-input>`,
});

/* A field in a row of a table. */
Vue.component('row-field', {
  props: { field: Object, value: String, options: Array, disabled: Boolean, error: String },
  template: `
    <div class="row-field el-form-item" :class="{ 'is-error': error }">
      <portal-field :value="value" :field="field" :options="options" :disabled="disabled" size="small" @input="$emit('input', $event)" @change="$emit('change')"></portal-field>
      <div v-if="error" class="el-form-item__error">{{ error }}</div>
    </div>`,
});

/* Fields of one model, three in a row. Tells `blur` and `change` with the name of the field. A slot of that name replaces its widget. */
Vue.component('portal-form', {
  props: {
    fields: Array,
    model: Object,
    tables: Object,
    errors: { type: Object, default: () => ({}) },
    disabled: Boolean,
  },
  computed: {
    rules: function () {
      const required = this.fields.filter((field) => field.required);
      return Object.fromEntries(
        required.map(({ prop, label }) => [
          prop,
          [{ required: true, message: `${label}不能为空`, trigger: ['blur', 'change'] }],
        ]),
      );
    },
  },
  methods: {
    optionsOf: function ({ table, parent }) {
      const options = this.tables[table] || [];
      return parent === undefined ? options : options.filter((option) => option.parent === this.model[parent]);
    },
    /* Whether all rules are kept; shows under the fields what is not. */
    validate: function () {
      return new Promise((resolve) => this.$refs.form.validate(resolve));
    },
    clearValidate: function () {
      this.$refs.form.clearValidate();
    },
  },
  template: `
    <el-form ref="form" class="portal-form" :model="model" :rules="rules" :disabled="disabled" label-width="140px" size="small" @submit.native.prevent>
      <el-row type="flex">
        <el-col v-for="field in fields" :key="field.prop" :span="field.widget === 'textarea' ? 16 : 8">
          <el-form-item :label="field.label" :prop="field.prop" :error="errors[field.prop]">
            <slot :name="field.prop" :field="field">
              <portal-field v-model="model[field.prop]" :field="field" :options="optionsOf(field)" :disabled="field.readonly"
                @blur="$emit('blur', field.prop)" @change="$emit('change', field.prop)"></portal-field>
            </slot>
          </el-form-item>
        </el-col>
      </el-row>
    </el-form>`,
});

(() => {
  const LARGEST_BYTES = 5 * 1024 * 1024;

  window.registerScreen('/person/import', {
    mixins: [window.acting],
    data: () => ({ kind: 'add', file: null, results: null }),
    computed: {
      done: function () {
        return this.results.filter(({ serial }) => serial !== undefined).length;
      },
    },
    methods: {
      choose: function (chosen) {
        const { raw } = chosen;
        const refusal = !raw.name.endsWith('.xlsx')
          ? '只能上传xlsx文件'
          : raw.size > LARGEST_BYTES
            ? '文件大小不能超过5MB'
            : '';
        this.results = null;
        this.file = refusal === '' ? raw : null;
        if (refusal === '') return;
        this.$message.error(refusal);
        this.$refs.upload.clearFiles();
      },
      replace: function (files) {
        this.$refs.upload.clearFiles();
        this.$refs.upload.handleStart(files[0]);
      },
      reset: function () {
        Object.assign(this, { file: null, results: null });
        this.$refs.upload.clearFiles();
      },
      send: function () {
        return this.act(async () => {
          if (this.file === null) throw new Error('请选择要导入的文件');
          const { results } = await window.callPortal(`/api/import/file?kind=${this.kind}`, this.file);
          this.results = results;
          if (this.done > 0) this.$message.success(`导入完成，成功${this.done}条`);
          else this.$message.error('导入失败，请查看导入结果');
        });
      },
    },
    template: `
    <div>
      <el-card>
        <div slot="header">模板导入</div>
        <el-form label-width="140px" size="small" @submit.native.prevent>
          <el-form-item label="业务类型" required>
            <el-radio-group v-model="kind" @change="reset">
              <el-radio label="add">人员新增</el-radio>
              <el-radio label="reduce">人员减少</el-radio>
            </el-radio-group>
          </el-form-item>
          <el-form-item label="模板">
            <a class="el-button el-button--default el-button--small" :href="'template.xlsx?kind=' + kind" download><i class="el-icon-download"></i> 下载模板</a>
            <span class="hint-after">所有单元格请设为文本格式，不要改动表头</span>
          </el-form-item>
          <el-form-item label="导入文件" required>
            <el-upload ref="upload" action="" drag accept=".xlsx" :limit="1" :auto-upload="false" :on-change="choose" :on-exceed="replace" :on-remove="reset">
              <i class="el-icon-upload"></i>
              <div class="el-upload__text">将文件拖到此处，或<em>点击上传</em></div>
              <div slot="tip" class="el-upload__tip">只能上传xlsx文件，且不超过5MB</div>
            </el-upload>
          </el-form-item>
          <el-form-item>
            <el-button type="primary" :loading="busy" @click="send">导入</el-button>
          </el-form-item>
        </el-form>
      </el-card>
      <el-card v-if="results">
        <div slot="header">导入结果：共 {{ results.length }} 条，成功 {{ done }} 条，失败 {{ results.length - done }} 条</div>
        <el-table :data="results" border size="small" max-height="360">
          <el-table-column prop="row" label="行号" width="80" align="center"></el-table-column>
          <el-table-column label="结果" width="100" align="center">
            <el-tag slot-scope="{ row }" size="mini" :type="row.serial ? 'success' : 'danger'">{{ row.serial ? '成功' : '失败' }}</el-tag>
          </el-table-column>
          <el-table-column prop="serial" label="流水号" width="220"></el-table-column>
          <el-table-column prop="message" label="失败原因"></el-table-column>
        </el-table>
      </el-card>
    </div>`,
  });
})();

/* 单位业务 > 电子材料上传 */
(() => {
  const MAX_BYTES = 5 * 1024 * 1024;

  window.registerScreen('/unit/upload', {
    mixins: [window.monthly],
    data: () => ({ rows: [], columns: ['serial', 'text', 'payKind', 'period', 'state'] }),
    created: function () {
      return this.act(this.load);
    },
    methods: {
      load: async function () {
        this.rows = (await window.callPortal('/api/material/list', {})).rows;
      },
      fits: function (file) {
        if (file.size > MAX_BYTES) this.$message.error('上传文件大小不能超过 5MB');
        return file.size <= MAX_BYTES;
      },
      upload: function ({ action, file }) {
        return this.act(async () => {
          await window.callPortal(action, file);
          this.$message.success('上传成功');
          await this.load();
        });
      },
    },
    template: `
      <div>
        <counter-remark v-if="!byCa"></counter-remark>
        <el-card>
          <div slot="header">电子材料上传</div>
          <p class="hint above">请上传已盖章的征集单，支持 pdf、jpg、png 格式，大小不超过 5MB</p>
          <levy-table :rows="rows" :loading="busy" :columns="columns">
            <template slot-scope="{ row }">
              <el-upload
                :action="'/api/material/upload?serial=' + row.serial"
                accept=".pdf,.jpg,.jpeg,.png"
                :show-file-list="false"
                :disabled="row.state === '已上传'"
                :before-upload="fits"
                :http-request="upload"
              >
                <el-button type="primary" size="mini" :disabled="row.state === '已上传'" icon="el-icon-upload2">点击上传</el-button>
              </el-upload>
            </template>
          </levy-table>
        </el-card>
      </div>`,
  });
})();

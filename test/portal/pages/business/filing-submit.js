/* 业务申报 > 申报提交 */
(() => {
  const LISTS = [
    { state: 'unfiled', title: '未申报业务', reason: 'failure', reasonLabel: '提交失败原因', files: true, edits: true },
    { state: 'pending', title: '已申报未处理业务', reason: 'failure', reasonLabel: '提交失败原因', withdraws: true },
    { state: 'approved', title: '审批通过业务', reason: 'failure', reasonLabel: '提交失败原因' },
    { state: 'rejected', title: '审批未通过业务', reason: 'reason', reasonLabel: '审批未通过原因', edits: true },
  ];
  const ASKS_PIN = new URLSearchParams(location.search).get('submit') === 'pin';

  window.registerScreen('/filing/submit', {
    mixins: [window.monthly],
    data: () => ({ lists: LISTS, state: 'unfiled', pin: '', asking: null }),
    methods: {
      submit: function (chosen, load) {
        if (chosen.length === 0) {
          this.$message.warning('请选择要申报的业务');
          return;
        }
        return this.act(async () => {
          const serials = chosen.map((row) => row.serial);
          const filing = this.byCa ? await this.sign(serials) : { serials: serials };
          if (filing !== null) this.tell(await this.file(filing));
          await load();
        });
      },
      sign: async function (serials) {
        const pin = ASKS_PIN ? await this.askPin() : undefined;
        if (pin === null) return null;
        return { serials: serials, ...(await window.signText(`申报|${serials.join(',')}`, pin)) };
      },
      file: async function (filing) {
        try {
          return await window.callPortal('/api/filings/submit', filing);
        } catch (error) {
          if (error.reason !== 'no-seal') throw error;
          if (!(await this.agreed(error.message))) return null;
          return window.callPortal('/api/filings/submit', { ...filing, confirmedNoSeal: true });
        }
      },
      tell: function (answer) {
        if (answer === null) return;
        if (answer.failed > 0) this.$message.error(`${answer.failed} 条业务提交失败，请查看提交失败原因`);
        else this.$message.success(`申报提交成功，共 ${answer.submitted} 条`);
      },
      askPin: function () {
        this.pin = '';
        return new Promise((resolve) => {
          this.asking = resolve;
        });
      },
      answerPin: function (pin) {
        const answer = this.asking;
        this.asking = null;
        this.pin = '';
        if (answer !== null) answer(pin);
      },
    },
    template: `
      <div>
        <el-alert
          class="remark"
          title="非CA单位，提交的申报业务在已申报未处理里，需要携带相关材料到经办机构窗口进行审核。"
          type="warning"
          show-icon
          :closable="false"
        ></el-alert>
        <el-card>
          <el-tabs v-model="state">
            <el-tab-pane v-for="list in lists" :key="list.state" :label="list.title" :name="list.state">
              <filing-list v-if="state === list.state" :session="session" :list="list">
                <template slot-scope="{ chosen, load }">
                  <el-button type="primary" size="small" :loading="busy" @click="submit(chosen, load)">{{ byCa ? 'CA申报' : '申报' }}</el-button>
                </template>
              </filing-list>
            </el-tab-pane>
          </el-tabs>
        </el-card>
        <el-dialog title="请输入证书口令" width="420px" append-to-body :visible="asking !== null" @close="answerPin(null)">
          <el-form label-width="80px" @submit.native.prevent="answerPin(pin)">
            <el-form-item label="证书口令" required>
              <el-input v-model="pin" type="password" placeholder="请输入内容" autocomplete="off"></el-input>
            </el-form-item>
          </el-form>
          <div slot="footer">
            <el-button size="small" @click="answerPin(null)">取 消</el-button>
            <el-button size="small" type="primary" :disabled="pin === ''" @click="answerPin(pin)">确 定</el-button>
          </div>
        </el-dialog>
      </div>`,
  });
})();

const screens = window.portalMenu.flatMap((group) =>
  group.screens.map((screen) => ({ ...screen, group: group.title })),
);
const routeNow = () => location.hash.slice(1);

new Vue({
  el: '#app',
  data: { route: routeNow(), session: null },
  computed: {
    screen: function () {
      return screens.find(({ route }) => route === this.route);
    },
    component: function () {
      return this.screen && window.businessScreens[this.screen.route];
    },
  },
  created: function () {
    window.addEventListener('hashchange', () => {
      this.route = routeNow();
    });
  },
  template: `
    <portal-layout :title="screen ? screen.title : '业务办理'" :group="screen && screen.group" :page="route" @session="session = $event">
      <component v-if="session && component" :is="component" :key="route" :session="session"></component>
      <el-card v-else-if="session"><p class="none">页面不存在</p></el-card>
    </portal-layout>`,
});

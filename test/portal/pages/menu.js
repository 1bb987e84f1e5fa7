/* What the portal offers a unit: groups of the menu and their screens, each at its own place of business.html. */
window.portalMenu = [
  {
    title: '人员业务',
    icon: 'el-icon-user',
    screens: [
      { route: '/person/add', title: '人员新增', icon: 'el-icon-circle-plus-outline' },
      { route: '/person/reduce', title: '人员减少', icon: 'el-icon-remove-outline' },
      { route: '/person/import', title: '模板导入', icon: 'el-icon-upload2' },
    ],
  },
  {
    title: '单位业务',
    icon: 'el-icon-s-order',
    screens: [
      { route: '/unit/backpay', title: '个人补收', icon: 'el-icon-coin' },
      { route: '/unit/info', title: '单位信息修改', icon: 'el-icon-edit-outline' },
      { route: '/unit/assess', title: '单位缴费核定', icon: 'el-icon-document-checked' },
      { route: '/unit/levy', title: '征集单打印', icon: 'el-icon-printer' },
      { route: '/unit/seal', title: 'CA签章', icon: 'el-icon-s-check', way: 'ca' },
      { route: '/unit/upload', title: '电子材料上传', icon: 'el-icon-folder-add' },
      { route: '/unit/forms', title: '缴费申报表打印', icon: 'el-icon-tickets' },
    ],
  },
  {
    title: '业务申报',
    icon: 'el-icon-upload',
    screens: [{ route: '/filing/submit', title: '申报提交', icon: 'el-icon-s-promotion' }],
  },
];

/* What of the menu is offered to a login of that way. */
window.menuFor = (login) =>
  window.portalMenu.map((group) => ({
    ...group,
    screens: group.screens.filter(({ way }) => way === undefined || way === login),
  }));

/* Where a page of the menu is: the name of a page, or the route of a screen. */
window.portalAddress = (place) => (place.startsWith('/') ? `business.html#${place}` : `${place}.html`);

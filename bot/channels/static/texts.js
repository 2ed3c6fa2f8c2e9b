// What the page says, in both languages.

const zh = {
  tagline: "说一句话，客户跟进就记好了。",
  pick: "以谁的身份进入？",
  demo: "这是演示，人和客户都是虚构的。",
  code: "登录码",
  code_hint: "一次性登录码，请向管理员要。",
  enter: "进入",
  skip: "跳到输入框",
  log: "对话",
  start: "刚跑完客户？像发微信一样说一句就行，比如：",
  starts: ["今天有啥", "新客户", "本周周报", "帮助"],
  example: "今天下午拜访了华峰李总，对新方案感兴趣，三天内给报价，下周二再跟进",
  newer: "新消息",
  answering: "回复",
  answer: "回复这条",
  cancel: "不回复了",
  place: "发送位置",
  say: "说点什么",
  hint: "刚见了谁，谈了什么？",
  send: "发送",
  switch: "换个人",
  leave: "退出",
  stay: "返回",
  noting: "正在记…",
  reconnecting: "连接断了，正在重新连接…",
  my_place: "我的位置",
  sending: "发送中",
  sent: "已发送",
  failed: "没发出去，点这里重发",
  refused: "发不出去，点这里拿回来改",
  today: "今天",
  yesterday: "昨天",
  table: "表格",
  bot: "Fieldbook",
  own: "我",
  roles: { rep: "销售", manager: "主管", admin: "管理员" },
  hello: (name) => `你好，${name}`,
  me: (name) => `${name}，账户菜单`,
  unsent: (count) => `还有 ${count} 条没发出去，现在退出要等你下次登录才会发。`,
  faults: {
    wrong_code: "登录码不对，或者已经过期。",
    too_many: "试得太频繁了，过一会儿再试。",
    too_long: "太长了，最多 20000 字，请分几条发。",
    other_site: "请用管理员给的网址打开这个页面。",
    network: "连不上，请看看网络。",
    place: "拿不到位置，请允许定位，或者直接打字说在哪。",
    other: "没成功，请再试一次。",
  },
};

const en = {
  tagline: "Say one sentence. The visit is logged.",
  pick: "Who would you like to be?",
  demo: "This is a demo: people and customers are invented.",
  code: "Sign-in code",
  code_hint: "A one-time code; your admin has one for you.",
  enter: "Come in",
  skip: "Skip to the message box",
  log: "Conversation",
  start: "Just back from a customer? Say it like a text message, for instance:",
  starts: ["What's on today", "New customer", "Weekly report", "Help"],
  example: "Visited Li at Huafeng this afternoon, likes the new plan, quote in 3 days, follow up next Tuesday",
  newer: "New messages",
  answering: "Reply to",
  answer: "Reply to this",
  cancel: "Do not reply",
  place: "Send my location",
  say: "Your message",
  hint: "Who did you just see?",
  send: "Send",
  switch: "Switch person",
  leave: "Sign out",
  stay: "Back",
  noting: "Noting…",
  reconnecting: "Connection lost. Reconnecting…",
  my_place: "My location",
  sending: "Sending",
  sent: "Sent",
  failed: "Not sent. Tap to retry",
  refused: "Cannot be sent. Tap to edit",
  today: "Today",
  yesterday: "Yesterday",
  table: "Table",
  bot: "Fieldbook",
  own: "Me",
  roles: { rep: "Sales", manager: "Manager", admin: "Admin" },
  hello: (name) => `Hello, ${name}`,
  me: (name) => `${name}, account menu`,
  unsent: (count) => `${count} not sent yet. If you sign out now, that waits for your next sign-in.`,
  faults: {
    wrong_code: "This code is wrong or has expired.",
    too_many: "Too many tries. Wait a little.",
    too_long: "Too long: at most 20,000 characters. Send it in parts.",
    other_site: "Open this page at the address your admin gave you.",
    network: "No connection. Check your network.",
    place: "No location. Allow it, or just type where you are.",
    other: "That did not work. Try again.",
  },
};

const languages = { zh, en };
let current = "en";

export const language = () => current;
export const texts = () => languages[current];

// Speak a language in the whole page; parts that are drawn later ask texts() themselves.
export function speak(wanted) {
  current = wanted.toLowerCase().startsWith("zh") ? "zh" : "en";
  document.documentElement.lang = current === "zh" ? "zh-CN" : "en";
  for (const part of document.querySelectorAll("[data-text]")) part.textContent = texts()[part.dataset.text];
  for (const part of document.querySelectorAll("[data-label]"))
    part.setAttribute("aria-label", texts()[part.dataset.label]);
  for (const part of document.querySelectorAll("[data-hint]")) part.placeholder = texts()[part.dataset.hint];
}

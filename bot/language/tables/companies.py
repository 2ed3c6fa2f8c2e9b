"""Parts of company names: regions, legal forms, branches, and words too common to tell one company.

公司名称的组成：地区、组织形式、分支，以及单独出现时认不出是哪家公司的常用词。
"""

# Legal forms that a Chinese name ends in. 中文名称结尾的组织形式。
LEGAL_ZH = (
    "股份有限责任公司", "集团股份有限公司", "集团有限责任公司", "集团有限公司", "股份有限公司", "有限责任公司", "控股有限公司", "有限公司", "集团公司", "股份公司", "总公司", "公司",
    "控股集团", "集团", "控股", "(有限合伙)", "有限合伙", "合伙企业", "普通合伙", "个体工商户", "事务所", "工作室", "研究院", "研究所", "经营部", "商行", "股份",
)  # fmt: skip
# Legal forms that an English name ends in. 英文名称结尾的组织形式。
LEGAL_EN = (
    "limited liability company", "co ltd", "company limited", "co limited", "limited", "ltd", "inc", "incorporated", "corporation", "corp", "llc", "llp", "plc",
    "gmbh", "ag", "kg", "sa", "sas", "bv", "nv", "oy", "ab", "as", "spa", "srl", "pty", "pte", "company", "co", "group", "holdings", "holding", "international",
)  # fmt: skip
# A branch behind the name: it belongs to the same company. 名称后面的分支机构：还是同一家公司。
BRANCH_ZH = r"(?:[\u4e00-\u9fff]{2,6}?)?(?:第?[一二三四五六七八九十\d]+)?(?:分公司|子公司|办事处|分厂|分店|分部|事业部|分行|支行|营业部|门店|分院)"

# Places that stand in front of a name and are no part of its core. 名称前面的地名，不算名称的核心。
_REGIONS_WORDS = (
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 "
    "香港 澳门 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 "
    "阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 "
    "南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 "
    "亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 "
    "日照 莱芜 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 "
    "荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 "
    "清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 钦州 贵港 玉林 百色 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 "
    "巴中 资阳 贵阳 六盘水 遵义 安顺 昆明 曲靖 玉溪 保山 昭通 丽江 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 "
    "西宁 银川 石嘴山 吴忠 乌鲁木齐 克拉玛依 呼和浩特 包头 赤峰 通辽 鄂尔多斯 拉萨 昆山 江阴 张家港 常熟 太仓 宜兴 义乌 慈溪 余姚 诸暨 海宁 桐乡 乐清 瑞安 温岭 永康 东阳 晋江 "
    "石狮 南安 福清 顺德 南海 番禺 增城 浦东 闵行 松江 嘉定 奉贤 青浦 昆明 即墨 胶州 寿光 诸城 滕州 邹平 龙口 招远 荣成 丹阳 靖江 泰兴 如皋 海门 启东 海安 溧阳 金坛 萧山 "
    "余杭 富阳 临安 上虞 嵊州 平湖 海盐 长兴 德清 安吉 中国 全国 华东 华南 华北 华中 西南 西北 东北 亚太 大中华区 亚洲"
)
REGIONS = _REGIONS_WORDS.split()

# Words that tell the trade, not the company: alone they name nobody. 只说明行业的词：单独出现时认不出是哪家公司。
_COMMON_ZH_WORDS = (
    "科技 技术 信息 网络 软件 电子 电气 电器 机械 精密 精工 设备 仪器 自动化 智能 工业 实业 制造 重工 动力 汽车 部件 零部件 汽配 模具 五金 材料 新材料 塑料 橡胶 化工 化学 "
    "石化 能源 新能源 光能 光伏 电力 环保 水务 水泵 泵业 阀门 管业 钢铁 金属 铝业 铜业 建材 建筑 建设 工程 装饰 设计 园林 地产 房产 置业 物业 服务 商务 贸易 商贸 进出口 "
    "国际 物流 运输 供应链 仓储 包装 印刷 纸业 纺织 服装 服饰 家具 家居 食品 饮料 乳品 农业 牧业 饲料 生物 医药 制药 药业 医疗 器械 健康 医院 诊所 学校 大学 学院 教育 培训 "
    "文化 传媒 影视 广告 酒店 餐饮 旅游 旅行社 银行 保险 证券 投资 基金 金融 资本 租赁 担保 咨询 管理 顾问 人力 资源 产业 发展 集团 控股 股份 有限 公司 有限公司 责任 中心 "
    "研究院 研究所 总部 分公司 事业部 客户 发电 电缆 电线 照明 电池 半导体 芯片 光电 通信 通讯 数据 系统 数码 传动 液压 气动 轴承 机床 数控 机器人 航空 航天 船舶 轨道 交通 "
    "玩具 礼品 日化 化妆品 美容 宠物 超市 百货 零售 电商 葡萄 葡萄酒 酒业 茶业 烟草 矿业 煤业 石油 燃气 热力 供水 排水 环境 检测 认证 安防 消防 门窗 玻璃 陶瓷 涂料 油漆 "
    "家电 厨具 卫浴 洁具 灯具 发投 展投 资发 份有 司有 限公 技有 械有 气有 车有 件有 投资股份"
)
COMMON_ZH = frozenset(_COMMON_ZH_WORDS.split())
# The same in English. 同上，英文。
_COMMON_EN_WORDS = (
    "the of and for hotel hotels bank schools school pharma books foods food fitness cinemas insurance "
    "technologies technology tech plastics optics systems solutions services service group company "
    "global international industries industrial manufacturing trading logistics health healthcare "
    "medical software digital media energy power electric electronics engineering construction partners "
    "consulting capital holdings labs laboratories university hospital clinic college china asia europe "
    "view house center centre works supply supplies motors auto automotive foundation network networks "
    "communications design studio studios market markets store stores timber steel metal metals paper "
    "packaging print printing freight freightways transport travel airlines marine water gas oil "
    "chemical chemicals materials products"
)
COMMON_EN = frozenset(_COMMON_EN_WORDS.split())

# Brands that are written in either script. 中英文都有人写的品牌。
BRANDS = {
    "hp": "惠普", "dell": "戴尔", "microsoft": "微软", "huawei": "华为", "lenovo": "联想", "apple": "苹果", "siemens": "西门子", "bosch": "博世", "intel": "英特尔", "amd": "超威",
    "ibm": "国际商业机器", "oracle": "甲骨文", "cisco": "思科", "samsung": "三星", "sony": "索尼", "panasonic": "松下", "hitachi": "日立", "toshiba": "东芝", "canon": "佳能", "nikon": "尼康",
    "philips": "飞利浦", "schneider": "施耐德", "abb": "阿西布朗勃法瑞", "honeywell": "霍尼韦尔", "3m": "明尼苏达", "ge": "通用电气", "basf": "巴斯夫", "bayer": "拜耳", "dupont": "杜邦",
    "dow": "陶氏", "shell": "壳牌", "bp": "碧辟", "total": "道达尔", "toyota": "丰田", "honda": "本田", "nissan": "日产", "bmw": "宝马", "benz": "奔驰", "mercedes": "奔驰", "audi": "奥迪", "vw": "大众",
    "volkswagen": "大众", "ford": "福特", "tesla": "特斯拉", "byd": "比亚迪", "geely": "吉利", "chery": "奇瑞", "volvo": "沃尔沃", "daimler": "戴姆勒", "continental": "大陆", "michelin": "米其林",
    "nestle": "雀巢", "unilever": "联合利华", "danone": "达能", "coca-cola": "可口可乐", "pepsi": "百事", "ikea": "宜家", "walmart": "沃尔玛", "carrefour": "家乐福", "amazon": "亚马逊", "alibaba": "阿里巴巴",
    "tencent": "腾讯", "baidu": "百度", "jd": "京东", "xiaomi": "小米", "haier": "海尔", "midea": "美的", "gree": "格力", "tcl": "王牌", "hisense": "海信", "catl": "宁德时代", "zte": "中兴", "dji": "大疆",
    "bytedance": "字节跳动", "sap": "思爱普", "kingdee": "金蝶", "yonyou": "用友", "neusoft": "东软", "inspur": "浪潮", "roche": "罗氏", "pfizer": "辉瑞", "novartis": "诺华", "merck": "默克",
    "caterpillar": "卡特彼勒", "komatsu": "小松", "sany": "三一", "zoomlion": "中联重科", "weichai": "潍柴", "crrc": "中车", "sinopec": "中石化", "petrochina": "中石油", "moutai": "茅台", "mengniu": "蒙牛", "yili": "伊利",
}  # fmt: skip

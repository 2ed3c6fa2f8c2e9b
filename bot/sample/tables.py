"""What the sample data is made of. Every company and person is invented."""

PEOPLE = (  # name, role, language
    ("小王", "rep", "zh"),
    ("小李", "rep", "zh"),
    ("Anna", "rep", "en"),
    ("陈经理", "manager", "zh"),
    ("管理员", "admin", "zh"),
)

CHINESE = (  # name, short name, industry, region, contact, title
    ("华峰精密机械有限公司", "华峰精密", "制造业-专用设备制造业", "苏州", "李建国", "总经理"),
    ("杭州智云科技有限公司", "智云", "软件和信息技术服务业", "杭州", "周敏", "采购经理"),
    ("智云信息技术(宁波)有限公司", "宁波智云", "软件和信息技术服务业", "宁波", "郑涛", "技术总监"),
    ("苏州明达包装有限公司", "明达", "制造业-造纸和纸制品业", "苏州", "王琳", "采购经理"),
    ("宁波海润泵业有限公司", "海润", "制造业-通用设备制造业", "宁波", "陈志强", "工程师"),
    ("无锡恒拓自动化有限公司", "恒拓", "制造业-仪器仪表制造业", "无锡", "孙丽", "总监"),
    ("常州新锐电气有限公司", "新锐电气", "制造业-电气机械制造业", "常州", "赵磊", "厂长"),
    ("上海博远医疗器械有限公司", "博远医疗", "制造业-专用设备制造业", "上海", "吴静", "院长助理"),
    ("南京天诚物流有限公司", "天诚物流", "道路运输业", "南京", "马超", "经理"),
    ("合肥晨光照明有限公司", "晨光照明", "制造业-电气机械制造业", "合肥", "朱红", "采购主管"),
    ("嘉兴永固紧固件有限公司", "永固", "制造业-金属制品业", "嘉兴", "胡斌", "总经理"),
    ("绍兴锦绣纺织有限公司", "锦绣纺织", "制造业-纺织业", "绍兴", "林芳", "副总"),
    ("温州瑞安阀门有限公司", "瑞安阀门", "制造业-通用设备制造业", "温州", "高伟", "总经理"),
    ("台州金穗塑胶有限公司", "金穗塑胶", "制造业-橡胶和塑料制品业", "台州", "罗娟", "采购经理"),
    ("金华立信五金有限公司", "立信五金", "制造业-金属制品业", "金华", "梁军", "经理"),
    ("湖州绿野食品有限公司", "绿野食品", "制造业-食品制造业", "湖州", "宋佳", "品控经理"),
    ("扬州宏泰造船有限公司", "宏泰造船", "制造业-船舶制造业", "扬州", "韩东", "设备部长"),
    ("南通海川纺织有限公司", "海川纺织", "制造业-纺织业", "南通", "唐燕", "采购"),
    ("徐州力拓机械有限公司", "力拓机械", "制造业-专用设备制造业", "徐州", "冯刚", "总工"),
    ("镇江中源化工有限公司", "中源化工", "制造业-化学原料制造业", "镇江", "董洁", "安全经理"),
    ("泰州康宁药业有限公司", "康宁药业", "制造业-医药制造业", "泰州", "程浩", "采购总监"),
    ("盐城东风汽车配件有限公司", "东风配件", "制造业-汽车制造业", "盐城", "曹阳", "质量部长"),
    ("连云港远洋渔业有限公司", "远洋渔业", "渔业", "连云港", "袁梅", "经理"),
    ("芜湖启明新能源有限公司", "启明新能源", "制造业-电气机械制造业", "芜湖", "邓超", "研发总监"),
    ("马鞍山铁城钢构有限公司", "铁城钢构", "制造业-金属制品业", "马鞍山", "许强", "项目经理"),
    ("蚌埠亮晶玻璃有限公司", "亮晶玻璃", "制造业-非金属矿物制品业", "蚌埠", "傅蓉", "生产经理"),
    ("安庆顺达印刷有限公司", "顺达印刷", "印刷业", "安庆", "沈波", "老板"),
    ("滁州佳美家电有限公司", "佳美家电", "制造业-电气机械制造业", "滁州", "曾丽", "采购经理"),
    ("阜阳丰收农机有限公司", "丰收农机", "制造业-专用设备制造业", "阜阳", "彭飞", "销售总监"),
    ("上海云帆软件有限公司", "云帆", "软件和信息技术服务业", "上海", "吕莹", "产品经理"),
    ("上海百川环保科技有限公司", "百川环保", "生态保护和环境治理业", "上海", "苏明", "总经理"),
    ("杭州青禾文化传媒有限公司", "青禾传媒", "广播电视业", "杭州", "卢雪", "总监"),
    ("杭州万象零售有限公司", "万象零售", "零售业", "杭州", "蒋涛", "运营经理"),
    ("宁波港通供应链有限公司", "港通", "装卸搬运和仓储业", "宁波", "蔡琴", "经理"),
    ("苏州汇川仪表有限公司", "汇川仪表", "制造业-仪器仪表制造业", "苏州", "贾勇", "技术经理"),
    ("苏州尚品酒店管理有限公司", "尚品酒店", "住宿业", "苏州", "丁岚", "行政总监"),
    ("无锡太湖水务有限公司", "太湖水务", "水的生产和供应业", "无锡", "魏国华", "科长"),
    ("南京金陵教育科技有限公司", "金陵教育", "教育", "南京", "薛静", "校长"),
    ("南京紫光电子有限公司", "紫光电子", "制造业-计算机制造业", "南京", "叶峰", "采购经理"),
    ("合肥科瑞生物有限公司", "科瑞生物", "制造业-医药制造业", "合肥", "阎冰", "实验室主任"),
    ("常熟利民纸业有限公司", "利民纸业", "制造业-造纸和纸制品业", "常熟", "余斌", "厂长"),
    ("昆山精诚模具有限公司", "精诚模具", "制造业-专用设备制造业", "昆山", "潘辉", "老板"),
    ("张家港海德钢铁有限公司", "海德钢铁", "制造业-黑色金属冶炼业", "张家港", "杜鹃", "采购部长"),
    ("江阴长江电缆有限公司", "长江电缆", "制造业-电气机械制造业", "江阴", "戴明", "副总"),
    ("义乌优选商贸有限公司", "优选商贸", "批发业", "义乌", "夏天", "总经理"),
    ("慈溪蓝海电器有限公司", "蓝海电器", "制造业-电气机械制造业", "慈溪", "钟鸣", "经理"),
)

ENGLISH = (
    ("Acme Tools Ltd", "Acme", "manufacturing", "Shanghai", "Bob Carter", "Buyer"),
    ("Blue Harbor Hotels", "Blue Harbor", "hotels", "Hangzhou", "Joan Mills", "Manager"),
    ("Cedar Lane Foods", "Cedar Lane", "food", "Nanjing", "Peter Hall", "Plant Manager"),
    ("Delta Marine Supplies", "Delta Marine", "shipping", "Ningbo", "Ola Berg", "Chief Engineer"),
    ("Evergreen Packaging Co", "Evergreen", "packaging", "Suzhou", "Maria Lopez", "Procurement"),
    ("Fairfield Clinics", "Fairfield", "health care", "Shanghai", "Dr. Osman", "Director"),
    ("Granite Robotics Inc", "Granite", "machinery", "Wuxi", "Chen Wei", "CTO"),
    ("Highland Textiles", "Highland", "textiles", "Shaoxing", "Nora Quinn", "Head of Sourcing"),
    ("Ironbridge Logistics", "Ironbridge", "logistics", "Nantong", "Sam Reed", "Operations"),
    ("Juniper Labs", "Juniper", "biotech", "Hefei", "Lena Fox", "Lab Manager"),
    ("Kestrel Aviation Parts", "Kestrel", "aviation", "Shanghai", "Tom Hart", "Buyer"),
    ("Lakeside Schools", "Lakeside", "education", "Wuxi", "Grace Kim", "Principal"),
    ("Meridian Optics", "Meridian", "instruments", "Suzhou", "Elena Petrova", "Quality Lead"),
    ("Northgate Foods", "Northgate", "food", "Hefei", "Omar Haddad", "Plant Manager"),
)

TALKS = {  # method, what was said, feedback
    "zh": (
        ("visit", "拜访，看了样机", "对定制方案感兴趣"),
        ("call", "电话沟通报价", "嫌贵，要再比比"),
        ("wechat", "微信发了手册", "说下周内部讨论"),
        ("visit", "上门送样", "样品测试通过"),
        ("meeting", "开会讨论技术参数", "希望缩短交期"),
        ("email", "邮件发了正式报价", "等领导签字"),
        ("call", "回访设备使用情况", "运行正常，想加购两台"),
        ("visit", "年度回访", "对售后满意"),
    ),
    "en": (
        ("visit", "visited the plant, showed the demo unit", "likes the custom plan"),
        ("call", "called about the quote", "finds it too pricey"),
        ("email", "sent the brochure", "will discuss it next week"),
        ("visit", "delivered samples", "samples passed the test"),
        ("meeting", "meeting on specifications", "wants a shorter lead time"),
        ("call", "check-in call on the installed units", "all fine, thinking of two more"),
    ),
}

PROMISES = {  # kind, text
    "zh": (
        ("our_promise", "报价"),
        ("next_contact", "跟进方案"),
        ("their_promise", "给答复"),
        ("our_promise", "送样品"),
        ("our_promise", "发合同草稿"),
        ("next_contact", "约技术交流"),
    ),
    "en": (
        ("our_promise", "send the quote"),
        ("next_contact", "follow up on the plan"),
        ("their_promise", "give an answer"),
        ("our_promise", "deliver samples"),
    ),
}

PREFERENCES = {
    "zh": ("不喜欢下午谈价", "只接微信，不爱接电话", "要开增值税专票", ""),
    "en": ("prefers mornings", "wants everything by e-mail", ""),
}
LEVELS = ("key", "regular", "regular", "prospect", "strategic")
TERMS = ("预付30%，验收后70%", "账期30天", "分三期付款", "款到发货")

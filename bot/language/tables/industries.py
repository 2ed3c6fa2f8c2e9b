"""What a customer makes or does, as people say it.

客户是做什么的，按人们平常的说法。
"""

# How Chinese sentences tell a trade: 做包装的, 行业：水泵. 中文里怎么说行业：做包装的、行业：水泵。
INDUSTRY_ZH = r"(?:是?(?:专门)?(?:做|生产|从事|主营|搞|卖|经营)(?P<trade>[\u4e00-\u9fffA-Za-z]{2,12}?)(?:的|行业|业务|生意)?(?=$|[\s,，。;；、])|行业\s*[:：]?\s*(?P<named>[\u4e00-\u9fff]{2,8}))"
# How English sentences tell a trade: makes pumps, industry: packaging. 英文里怎么说行业。
INDUSTRY_EN = r"(?:industry\s*[:：]?\s*(?P<named>[a-z][a-z /&-]{2,30})|(?:makes?|making|they do|sells?|producers? of|makers? of|manufacturers? of)\s+(?P<trade>[a-z][a-z -]{2,30}?)(?=$|[,.;]))"

# Bare words that name a trade where a new customer is described. 介绍新客户时，单独一个词就说明行业的。
_TRADES_ZH_WORDS = (
    "包装 印刷 水泵 阀门 机床 模具 注塑 五金 电子 电缆 电机 汽配 汽车 食品 饮料 餐饮 酒店 物业 地产 建材 家具 家电 服装 纺织 化工 涂料 医药 医疗 教育 培训 物流 贸易 外贸 "
    "电商 软件 互联网 光伏 储能 锂电 新能源 环保 钢铁 铝材 塑料 橡胶 玻璃 陶瓷 农业 饲料 养殖 矿山 工程机械 自动化 机器人 半导体 芯片 通信 照明 安防"
)
TRADES_ZH = _TRADES_ZH_WORDS.split()
# The same in English. 同上，英文。
_TRADES_EN_WORDS = (
    "packaging printing pumps valves moulds molds plastics metal hardware electronics cables motors "
    "automotive food beverages catering hotels property furniture appliances clothing textiles chemicals "
    "coatings pharma medical education training logistics trading software solar energy steel rubber "
    "glass ceramics farming feed mining machinery automation robotics semiconductors telecom lighting "
    "security retail construction"
)
TRADES_EN = _TRADES_EN_WORDS.split()

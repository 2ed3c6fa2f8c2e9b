"""How the talk went: interest, objections, needs and milestones, in both languages.

谈得怎么样：兴趣、异议、需求和关键节点，中英文都有。
"""

# (level, pattern): the first that fits wins, so that 不感兴趣 is seen before 感兴趣. （意向，说法）：先对上的算，所以“不感兴趣”排在“感兴趣”前面。
LEVELS: tuple[tuple[str, str], ...] = (
    ("low", r"不感兴趣|没兴趣|没什么兴趣|不需要|没需求|没有需求|没预算|暂时不考虑|不考虑|不想[买要做换合]|拒绝|不太想|兴趣不大|意向低|意愿不强|没意向|丢了|输给|黄了|被.{0,6}抢|"
            r"\bnot interested|no interest|no budget|no need|won't buy|not buying|rejected|turned (?:it|us) down|lost\b|not now|walk away"),
    ("high", r"很?感兴趣|有兴趣|兴趣很大|很有意向|意向(?:很强|高|强烈)|很满意|很认可|认可|定下来|同意|方案可以|马上签|准备签|想(?:加购|订|签|买|合作)|下单|追加|续约|没问题|approve|"
             r"\b(?:very |quite |really )?interested|likes? (?:it|the|our)|loves?\b|keen|wants? to (?:buy|order|sign|proceed|go ahead)|agreed|ready to (?:sign|order|buy)|approved|repeat order|green light"),
    ("middle", r"考虑|比比价|比价|再看看|看看再说|研究一下|商量|讨论一下|观望|犹豫|对比|还行|一般|"
               r"\bthink(?:ing)? (?:it over|about)|consider|compar(?:e|ing)|maybe|not sure|on the fence|so-so|undecided|will see"),
)  # fmt: skip

# (milestone, pattern): every one that fits is told. （节点，说法）：对上的都算。
MILESTONES: tuple[tuple[str, str], ...] = (
    ("sample", r"送样|寄样|样品|样机|打样|试样|\bsamples?\b"),
    ("quote", r"报价|报个价|\bquot(?:e|es|ed|ation)\b"),
    ("demo", r"演示|讲解|\bdemo(?:ed|s)?\b"),
    ("trial", r"试用|试产|小批|试单|\b(?:trial|pilot)\b"),
    ("tender", r"投标|招标|标书|讲标|开标|中标|答疑会|\b(?:tender|bid|rfp|rfq)\b"),
    ("negotiation", r"谈价|砍价|压价|折扣|打[一二三四五六七八九\d.]+折|降价|降[\d.]+%|返利|账期|\bdiscount|negotiat|% off|too pricey|price cut"),
    ("signed", r"签了|签约|签完|签下|签合同|已签|sign了|\bsigned\b|\bcountersigned\b"),
    ("order", r"下单|订了|订单|采购单|\b(?:order(?:ed|s)?|PO)\b"),
    ("payment", r"到账|打款|付款|回款|尾款|首付|定金|开票|发票|\b(?:paid|payment|invoice|deposit)\b"),
    ("delivery", r"发货|交货|交付|到货|签收|\b(?:deliver(?:ed|y)?|shipped|shipment)\b"),
    ("acceptance", r"验收|\bacceptance\b"),
    ("lost", r"丢了|丢单|输给|没中|流标|黄了|\blost\b"),
    ("complaint", r"投诉|返工|退货|故障|坏了|不良|\b(?:complain(?:t|ed)?|defect|broken|reject(?:ed)?)\b"),
)  # fmt: skip

# What stands around a need, which is the named group. 需求前后的说法，需求是其中的命名组。
NEED = (
    r"(?:对(?P<liked>[^，,。;；]{2,16}?)(?:很?感兴趣|有兴趣|很?有意向|比较关注|很看重)"
    r"|(?:关注|看中|想要|想买|想订|想上|想做|想换|需要|需求[是:：]?|要求|打算买|打算上|有意)(?P<zh>[^，,。;；]{2,16}?)(?=$|[，,。;；]))"
    r"|(?:interested in|keen on|likes?|wants?|needs?|asked (?:for|about)|looking for|looking at)\s+(?:the |a |an |our |some )?(?P<en>[a-z0-9][^,.;]{2,40}?)(?=$|[,.;]| by | in \d| within | before | next | on )"
)

# Words by which a clause tells what the customer said or felt. 说明这一句讲的是客户的话或感受的词。
FELT = (
    r"感兴趣|有兴趣|没兴趣|嫌|太贵|贵了|偏高|满意|认可|顾虑|担心|觉得|认为|反馈|表示|说|想|考虑|喜欢|不喜欢|希望|关心|问|抱怨|不同意|同意|可以|没问题|犹豫|预算|意向|"
    r"\binterested|pricey|expensive|likes?\b|loves?\b|happy|unhappy|worried|concern|thinks?|feels?|says?\b|said|told|wants?|prefers?|compar|agreed|no budget|too \w+"
)

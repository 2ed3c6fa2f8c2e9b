"""Words of money: currencies, scales, what names a sum, and what counts things instead."""

CURRENCIES = {
    "¥": "CNY", "元": "CNY", "块": "CNY", "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "yuan": "CNY", "蚊": "CNY", "大洋": "CNY",
    "$": "USD", "us$": "USD", "usd": "USD", "美元": "USD", "美金": "USD", "美刀": "USD", "刀": "USD", "dollars": "USD", "bucks": "USD",
    "dollar": "USD", "€": "EUR", "eur": "EUR", "欧元": "EUR", "欧": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP",
    "gbp": "GBP", "英镑": "GBP", "pounds": "GBP", "quid": "GBP", "hk$": "HKD", "hkd": "HKD", "港币": "HKD", "港元": "HKD", "港纸": "HKD",
    "日元": "JPY", "日币": "JPY", "jpy": "JPY", "yen": "JPY", "s$": "SGD", "sgd": "SGD", "新币": "SGD", "aud": "AUD", "a$": "AUD", "澳元": "AUD",
    "cad": "CAD", "c$": "CAD", "加元": "CAD", "台币": "TWD", "nt$": "TWD", "twd": "TWD", "nz$": "NZD", "nzd": "NZD",
    "₹": "INR", "rs": "INR", "rs.": "INR", "inr": "INR", "rupees": "INR", "rupee": "INR", "卢比": "INR", "chf": "CHF", "francs": "CHF",
    "aed": "AED", "dirhams": "AED", "sar": "SAR", "qar": "QAR", "kwd": "KWD", "kes": "KES", "zar": "ZAR", "ngn": "NGN", "egp": "EGP",
    "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "huf": "HUF", "brl": "BRL", "r$": "BRL", "mxn": "MXN",
    "thb": "THB", "baht": "THB", "泰铢": "THB", "myr": "MYR", "rm": "MYR", "idr": "IDR", "vnd": "VND", "krw": "KRW", "₩": "KRW", "韩元": "KRW",
    "lakh": "INR", "lac": "INR", "crore": "INR",
}  # fmt: skip

SCALES = {
    "万": 10_000, "w": 10_000, "亿": 100_000_000, "千": 1000, "百": 100, "k": 1000, "m": 1_000_000, "mn": 1_000_000, "mm": 1_000_000,
    "mil": 1_000_000, "mill": 1_000_000, "million": 1_000_000, "mio": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000,
    "billion": 1_000_000_000, "thousand": 1000, "grand": 1000, "hundred": 100, "百万": 1_000_000, "千万": 10_000_000,
    "百来万": 1_000_000, "百多万": 1_000_000, "十万": 100_000, "十来万": 100_000, "lakh": 100_000, "lac": 100_000,
    "crore": 10_000_000, "cr": 10_000_000, "": 1,
}  # fmt: skip

_CODES = (
    "rmb|usd|eur|gbp|cny|hkd|jpy|sgd|aud|cad|twd|nzd|inr|chf|aed|sar|qar|kwd|kes|zar|ngn|egp|sek|nok|dkk|pln|czk|huf|"
    "brl|mxn|thb|myr|idr|vnd|krw"
)
SIGN = rf"(?:us|hk|nt|nz|s|a|c|r)?\$|¥|€|£|₹|₩|(?:{_CODES}|rs\.?|rm|人民币|美元|美金|欧元|英镑|港币)(?=\s?\d)"
UNIT = (
    rf"万元|人民币|美元|美金|美刀|欧元|欧(?![洲阳式美姆普盟莱])|英镑|港币|港元|港纸|日元|日币|台币|新币|澳元|加元|韩元|泰铢|卢比|元|块钱|块|蚊|大洋|刀|{_CODES}|"
    r"yuan|dollars?|euros?|bucks|pounds(?!\sof)|quid|yen|rupees?|francs|dirhams|baht|€|£"
)
SCALE = (
    r"百来万|百多万|十来万|千万|百万|十万|个?亿|个?[来多几余]?万|千(?!克|瓦|米|兆)|百(?!分|度|货)|million|billion|thousand|hundred|grand|mill?|mio|mn|mm|bn"
    r"|lakhs?|lacs?|crores?|cr(?![a-z])|个?[kwmb](?![a-z0-9])"
)

MEASURES = (
    r"\s?(?:个|台|套|箱|件|只|支|吨|公斤|斤|克|kg|米|平|家|人|位|天|日|号|年|月|周|小时|分钟|次|条|份|本|张|批|款|折|%|％|percent|点|成|辆|根|"
    r"盒|瓶|桶|卷|片|组|面|页|度|层|楼|期|名|颗|双|包|袋|坛|听|罐|门|座|株|头|亩|吋|寸|倍|路|栋|室|瓦|千瓦|伏|安|星期|礼拜|"
    r"mm|cm|km|g\b|h\b|hours?|days?|weeks?|months?|years?|yrs?|mins?|min\b|nights?|"
    r"sq\.?\s?(?:m|ft|meters?|metres?|feet)|sqm|sqft|m2|m²|㎡|m³|met(?:er|re)s?|feet|foot|ft\b|miles?|tons?|tonnes?|lbs?|litres?|liters?|gallons?|"
    r"pcs|pieces?|units?|sets?|samples?|seats?|users?|licen[cs]es?|pallets?|boxes|box\b|cases?\b|cartons?|rolls?|sheets?|bottles?|bags?|kits?|pairs?|"
    r"employees|staff|guests|delegates|copies|machines|trucks|vans|cars|beds|rooms|stores|branches|sites|locations|covers|kegs|drums|"
    r"people|times?|st\b|nd\b|rd\b|th\b|am\b|pm\b|:\d|line|treadmills?|findings?|leak|/\d)"
)
MONEY_WORD = (
    r"(?:contract|agreement|renewal|金额|总额|总价|总共|一共|合计|共计|总计|预算|报价|价格|单价|欠款|尾款|首付|定金|订金|货款|款项|回款|合同额|成交价?|年度上限|上限|价值|罚|赔|"
    r"费用|月租|年租|租金|年费|月费|服务费|代理费|每月|每年|付了?|到账|打款|收款|开票|发票|谈到|砍到|压到|降到|优惠到|budget|total|amount|worth|value|price|quote[ds]?|paid|pay|invoices?|deal|po|order|deposit|"
    r"cost|fee|at|for|signed|约|大概|大约|around|approx|about|up to|monthly|rent)\D{0,6}$"
)
PRICE_VERB = r"(?:单价|砍到|压到|降到|优惠到|谈到)\s?$"
PER_BEFORE = r"(?:每|单)(?:公斤|千克|kg|吨|斤|克|件|套|台|个|只|米|平方?米?|人|箱|支|张|瓶|片|盒|辆|方|度|次|月|年|天)(?:的?(?:价格?|报价|谈到|卖|给|要|只要|才|算))?\s?$|(?:单价|unit price|per unit)\D{0,4}$"
PER_AFTER = r"\s?(?:/|每|一|per |an? |each\b)\s?(?:公斤|千克|kg|吨|斤|克|件|套|台|个|只|米|平|人|箱|支|张|瓶|片|盒|辆|方|度|次|unit|piece|pc|ton|metre|meter|head|seat|user)"
PRICED = r"价|谈|砍|嫌高|嫌贵|嫌低|报|降|元|块|钱|\bprice|\brate|\bquote"
TOTAL = r"(?:总价款?|总额|总共|一共|合计|共计|总计|合同额|合同金额|成交价?|总金额|\btotal(?:ling|s)?|\bcontract value|\bdeal value|\boverall)\D{0,6}$"
PART = r"(?:首付款?|定金|订金|预付款?|尾款|保证金|押金|运费|首款|\bdeposit|\bdown ?payment|\bup ?front|\bshipping|\bfreight)\D{0,4}$"
NOT_THE_DEAL = (
    r"(?:原价|原来|原先|之前|去年|上次|本来|竞品|竞对|对手|同行|友商|人家|别家|不是|而不是|从|\bfrom|\bnot|\bwas|\bpreviously|\blast year|\binstead of|\bcompetitors?|\brather than)"
    r"[^\d，,。;；\ue000]{0,6}$"
)

"""Names in comparable forms: folded letters, simplified characters, pinyin syllables, initials."""

import unicodedata
from functools import lru_cache

_TRADITIONAL = (
    "萬與專業東絲兩嚴喪個豐臨為麗舉麼義烏樂喬習鄉書買亂爭於虧雲亞產畝親億僅從侖倉儀們價眾優會傘偉傳傷倫偽體傭餘俠"
    "側僑儉債傾償儲兒兌黨蘭關興養獸內岡冊寫軍農馮衝決況凍淨涼減湊凜鳳憑凱擊鑿劃劉則剛創刪別劑劍劇勸辦務動勵勁勞勢"
    "勳勻華協單賣盧衛卻廠廳歷厲壓厭縣參雙發變敘葉號嘆嚇呂嗎啟吳員嗚響啞嘩喚嗇團園圍國圖圓聖場壞塊堅壇壩墳墜壟壘墊"
    "墻壯聲殼壺處備復夠頭誇夾奪奮獎奧婦媽嬌孫學寧寶實寵審憲宮寬賓寢對尋導壽將爾塵嘗堯屆屬屢歲豈島峽嶺嶽巖崗幣帥師"
    "帳帶幫幹廣莊慶廬庫應廟龐廢開異棄張彌彎彈強歸當錄彥徹徑憶憂懷態總戀懇惡惱悅懸驚慣愛憤願戲戰戶紮撲執擴掃揚擾撫"
    "拋搶護報擔擬攏揀擁攔擇掛擠揮撈損撿換據擲攬攜攝擺搖撐敵數齋鬥斬斷無舊時曠曇晝顯曉暈暢暫術機殺雜權條來楊極構樅"
    "棗櫃檸標棧棟欄樹棲樣檔橋樺槳夢檢樓櫻歐殲殘毀畢氈氣漢湯溝沒澱滄滬瀘淚潔灑淺漿澆濁測濟渾濃濤澇漣渦潤漲漸漁滲溫"
    "灣濕滿濾濱灘瀟瀾滅燈靈災燦爐點煉爍爛煙煩燒燙熱煥燭爺牽犧狀獵獨獅獄豬貓獻瑪環現瓏瓊電畫暢療瘋皚盞鹽監蓋盜盤眾"
    "著睜礦碼磚硯確碩禮禍禪離種積稱穩穀窮竊競筆筍築籃籌簽簡籠籬糧糾紅紀約級紋純紗納紐線練組紳細織終紹經結繞給絡絕"
    "統絹繡繼績緒續維綿綢綜綠綱網緊緣編緯縮縱總繪繹繩纖纜罷羅罰職聯聰肅腸膚膠脈脫腦臉臘艦艷藝節蘇蘋範莖薦薈蕩榮熒"
    "蔭藥萊蓮獲瑩營蕭薩蔣藍薔蘊虛蟲雖蝦蠟補襯襲裝褲見觀規視覽覺觸訂計訊討訓記講許論設訪證評識詐訴診詞譯試詩誠話誕"
    "詢該詳語誤誘說請諸諾讀課誰調諒談誼謀謂謎謙謝謹譜豬貝貞負財責賢敗貨質販貪貧購貯貫賀貴貿費資賈賓賦賬賭賴賺賽贊贈"
    "贏趙趕趨躍踐車軌軒轉輪軟轟軸輕載較輔輛輝輩輯輸轄辭邊達遷過邁運還這進遠違連遲適選遜遞遙鄧鄭鄰釀醫釋裡鑒針釘釣"
    "鈣鈦鈉鋼鈕鈞鈴鉀鉑鉛鉤銀銅鋁銘銳鋒鋅錠鍵錦錫鎖鎮鏡鏈鐘鐵鑄鑫鑽鑼長門閃閉問閏閑間閔聞閣閥閱闊闆隊陽陰陣階際陸"
    "陳險隨隱隸雞難電靜韋韓頁頂項順須頓預領頗頻題額顏願類顧風飛飯飲飾飽餅餐館餓饒馬馳駕駐駱驗騰騙驕驛魚魯鮮鯨鳥鳳鳴"
    "鴻鵬鶴鷹麥黃齊齒齡龍龔龜鑰鍋鍛銷鋪鋸銓鈺鎳鎂鍍鐳瑋璽驍駿騏驊鰲鯉鷺鷗麟黌薌蒼葦莢蕓藹蘆佈臺颱檯彙匯迴捲週儘託後準裏麵鬆鬱穫"
)
_SIMPLIFIED = (
    "万与专业东丝两严丧个丰临为丽举么义乌乐乔习乡书买乱争于亏云亚产亩亲亿仅从仑仓仪们价众优会伞伟传伤伦伪体佣余侠"
    "侧侨俭债倾偿储儿兑党兰关兴养兽内冈册写军农冯冲决况冻净凉减凑凛凤凭凯击凿划刘则刚创删别剂剑剧劝办务动励劲劳势"
    "勋匀华协单卖卢卫却厂厅历厉压厌县参双发变叙叶号叹吓吕吗启吴员呜响哑哗唤啬团园围国图圆圣场坏块坚坛坝坟坠垄垒垫"
    "墙壮声壳壶处备复够头夸夹夺奋奖奥妇妈娇孙学宁宝实宠审宪宫宽宾寝对寻导寿将尔尘尝尧届属屡岁岂岛峡岭岳岩岗币帅师"
    "帐带帮干广庄庆庐库应庙庞废开异弃张弥弯弹强归当录彦彻径忆忧怀态总恋恳恶恼悦悬惊惯爱愤愿戏战户扎扑执扩扫扬扰抚"
    "抛抢护报担拟拢拣拥拦择挂挤挥捞损捡换据掷揽携摄摆摇撑敌数斋斗斩断无旧时旷昙昼显晓晕畅暂术机杀杂权条来杨极构枞"
    "枣柜柠标栈栋栏树栖样档桥桦桨梦检楼樱欧歼残毁毕毡气汉汤沟没淀沧沪泸泪洁洒浅浆浇浊测济浑浓涛涝涟涡润涨渐渔渗温"
    "湾湿满滤滨滩潇澜灭灯灵灾灿炉点炼烁烂烟烦烧烫热焕烛爷牵牺状猎独狮狱猪猫献玛环现珑琼电画畅疗疯皑盏盐监盖盗盘众"
    "着睁矿码砖砚确硕礼祸禅离种积称稳谷穷窃竞笔笋筑篮筹签简笼篱粮纠红纪约级纹纯纱纳纽线练组绅细织终绍经结绕给络绝"
    "统绢绣继绩绪续维绵绸综绿纲网紧缘编纬缩纵总绘绎绳纤缆罢罗罚职联聪肃肠肤胶脉脱脑脸腊舰艳艺节苏苹范茎荐荟荡荣荧"
    "荫药莱莲获莹营萧萨蒋蓝蔷蕴虚虫虽虾蜡补衬袭装裤见观规视览觉触订计讯讨训记讲许论设访证评识诈诉诊词译试诗诚话诞"
    "询该详语误诱说请诸诺读课谁调谅谈谊谋谓谜谦谢谨谱猪贝贞负财责贤败货质贩贪贫购贮贯贺贵贸费资贾宾赋账赌赖赚赛赞赠"
    "赢赵赶趋跃践车轨轩转轮软轰轴轻载较辅辆辉辈辑输辖辞边达迁过迈运还这进远违连迟适选逊递遥邓郑邻酿医释里鉴针钉钓"
    "钙钛钠钢钮钧铃钾铂铅钩银铜铝铭锐锋锌锭键锦锡锁镇镜链钟铁铸鑫钻锣长门闪闭问闰闲间闵闻阁阀阅阔板队阳阴阵阶际陆"
    "陈险随隐隶鸡难电静韦韩页顶项顺须顿预领颇频题额颜愿类顾风飞饭饮饰饱饼餐馆饿饶马驰驾驻骆验腾骗骄驿鱼鲁鲜鲸鸟凤鸣"
    "鸿鹏鹤鹰麦黄齐齿龄龙龚龟钥锅锻销铺锯铨钰镍镁镀镭玮玺骁骏骐骅鳌鲤鹭鸥麟黉芗苍苇荚芸蔼芦布台台台汇汇回卷周尽托后准里面松郁获"
)
_SIMPLIFY = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_ALIKE_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))


@lru_cache(maxsize=50_000)
def key_of(text: str) -> str:
    """The comparable form: half width, lower case, simplified characters, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFY)
    return "".join(letter for letter in folded if letter.isalnum())


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a Latin name, comparable: `Harbor Freight-ways Ltd.` has three."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return tuple("".join(letter if letter.isalnum() else " " for letter in folded.replace("'", "")).split())


@lru_cache(maxsize=50_000)
def sound_of(text: str) -> str:
    """Pinyin syllables with spaces between; Latin letters stay together."""
    if not is_chinese(text):
        return text.lower()
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text.translate(_SIMPLIFY))).lower()


def initials_of(text: str) -> str:
    return "".join(syllable[0] for syllable in sound_of(text).split() if syllable)


@lru_cache(maxsize=5_000)
def alike_sound(syllable: str) -> str:
    """A syllable as many hear it: zh like z, n like l, ang like an."""
    for start, like in _ALIKE_STARTS:
        if syllable.startswith(start):
            syllable = like + syllable[len(start) :]
            break
    return f"{syllable[:-2]}n" if syllable.endswith("ng") else syllable


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)

"""Surnames, titles and first names, and words that look like surname and title but are not."""

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申"
    "欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉"
    "缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟"
    "邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝计过强尉闪花水幸宣洪凤储"
)
DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|司徒|东方|独孤|南宫|夏侯|令狐|皇甫|尉迟|公孙|慕容|长孙|宇文|端木|轩辕|百里|东郭|申屠|澹台"

# Longest first; each stands right behind the surname.
TITLES = (
    "副总经理|总经理助理|总经理|董事长|副董事长|执行董事|副总裁|总裁|总工程师|总工|总监|副总监|副总|总助|总|大区经理|区域经理|项目经理|采购经理|销售经理|"
    "产品经理|客户经理|技术经理|生产经理|部门经理|副经理|经理|经|副部长|部长|副处长|处长|副科长|科长|副主任|车间主任|主任|副厂长|厂长|副院长|院长|副校长|校长|副所长|所长|副局长|局长|"
    "行长|店长|站长|组长|队长|班长|会长|社长|台长|馆长|司长|厅长|市长|县长|镇长|村长|书记|秘书长|秘书|委员|老师|教授|博士|医生|大夫|护士长|护士|老板娘|老板|"
    "工程师|高工|课长|系长|股长|班长|技术员|工|师傅|先生|女士|小姐|太太|姐|哥|叔|婶|姨|阿姨|爷|弟|妹|会计|出纳|助理|主管|专员|顾问|律师|董|局|处|科|院|行|导|博|厂|队|警官"
)

# Words whose last character is a surname, or which end in a title: no person stands there.
NOT_SURNAMES_BEFORE = (
    "设计", "会计", "统计", "合计", "共计", "总计", "预计", "估计", "大区", "小区", "园区", "地区", "对方", "甲方", "乙方", "双方", "我方", "校方", "厂方", "官方",
    "买方", "卖方", "资方", "工程", "流程", "课程", "行程", "过程", "教程", "安全", "健康", "主管", "分管", "托管", "保管", "品管", "质管", "仓管", "网管", "公关", "相关",
    "海关", "机关", "有关", "开关", "保安", "公安", "治安", "西安", "延安", "门店店", "产品", "产能", "性能", "大学", "中学", "小学", "医学", "化学", "科学", "数学",
    "前任", "后任", "现任", "新任", "历任", "责任", "担任", "信任", "上任", "离任", "卸任", "国际", "边际", "承包", "外包", "面包", "打包", "总包", "分包", "钱包", "发包",
    "经营", "运营", "国营", "民营", "市场", "现场", "广场", "商场", "石家庄", "农庄", "村庄", "山庄", "台州", "中国", "外国", "全国", "上海", "商务", "财务", "业务", "法务",
    "服务", "税务", "总务", "事务", "随时", "按时", "准时", "及时", "当时", "平时", "同时", "临时", "小时", "多时", "什么时", "那时", "这时", "有时", "暂时", "阳光", "太阳", "公司", "上司",
    "司机", "大连", "流水", "香水", "污水", "排水", "供水", "给水", "防水", "花费", "运费", "免费", "收费", "消费", "付费", "水费", "电费", "自费", "路费", "汇总", "高管",
    "文员", "店员", "人员", "会员", "成员", "职员", "雇员", "党员", "官员", "队员", "学员", "采购", "收购", "订购", "团购", "原来", "今后", "以后", "增强", "加强", "最强",
    "说明", "证明", "声明", "发明", "透明", "照明", "昆明", "表明", "文明", "英明", "聪明", "东南", "西南", "华南", "河南", "湖南", "云南", "海南", "越南", "济南", "指南",
    "和平", "人和", "柔和", "饱和", "中和", "总和", "四季", "一季", "二季", "三季", "雨季", "淡季", "旺季", "换季", "地位", "单位", "岗位", "职位", "各位", "两位", "三位", "席位",
    "首席", "出席", "主席", "缺席", "报盘", "大盘", "底盘", "托盘", "硬盘", "光盘", "优盘", "磁盘", "楼盘", "盘点", "高楼", "大楼", "副", "正", "总部", "原因", "那边", "这边", "旁边", "周边", "一边", "身边",
)  # fmt: skip
NOT_AFTER = {"总": "结计部价额体共量算数", "工": "作厂程业地人序期资具艺会商时费单程",
             "董": "事", "局": "面部", "处": "理于在长", "科": "技学长目", "院": "子长里", "行": "业动程为长吧不了", "厂": "家里商房区长",
             "队": "伍长", "导": "致向入", "姐": "妹", "哥": "们", "经": "过常理济营验销典纪历费", "采购": "部员单订合", "博": "士会览物世",
             "弟": "弟", "妹": "妹", "爷": "爷", "秘书": "处", "主管": "部局", "会计": "师"}  # fmt: skip
OLD_YOUNG_NOT_AFTER = {
    "老": "师板是公家乡客朋样实旧毛的化本牌同早大哥婆鼠虎外",
    "小": "时组姐区批型程心伙事孩规单样微数票票册米麦吃马高王王费范",
}

# First names that people in trade meet; a capital letter in the right place admits others.
_FIRST_NAMES_WORDS = (
    "aaron abby abdul abigail adam adrian agnes ahmed aisha alan albert alex alexander alexandra alexis "
    "alfred ali alice alicia alina alison allan allen allison amanda amber amelia amy ana anastasia "
    "andrea andrei andrew andy angel angela angie anita ann anna anne annie anthony antonio april ariel "
    "arthur ashley astrid audrey austin barbara barry beatrice becky ben benjamin bernard beth betty "
    "bill billy bob bobby bonnie boris brad brandon brenda brian bridget bruce bruno bryan caleb calvin "
    "cameron carl carla carlos carmen carol caroline carrie catherine cathy cecilia celine chad charles "
    "charlie charlotte chen cheryl chloe chris christian christina christine christopher cindy claire "
    "clara claudia clive colin connie cory craig cynthia daisy dale dan dana daniel daniela danny darren "
    "dave david dawn dean deborah debbie denis denise dennis derek diana diane diego dimitri dominic don "
    "donald donna doris dorothy doug douglas duncan dylan ed eddie edgar edith eduardo edward edwin "
    "eileen elaine elena eli elias elisa eliza elizabeth ella ellen elliot emily emma eric erica erik "
    "erin ernest ethan eugene eva evan eve evelyn fabio fang fatima felicia felix fernando fiona flora "
    "florence frances francesca francesco francis frank fred freddie frederick gabriel gabriela gail "
    "gareth gary gavin gemma geoff george georgia gerald gerard gina giovanni glen glenn gloria gordon "
    "grace graham grant greg gregory greta guy gwen hamid hannah hans harold harriet harry hassan "
    "heather hector heidi helen helena henry herbert hilary holly howard hugh hugo ian ibrahim igor ines "
    "ingrid irene iris isaac isabel isabella ivan ivy jack jackie jacob jacqueline jade jake james jamie "
    "jan jane janet janice jared jasmine jason javier jay jean jeff jeffrey jennifer jenny jeremy jerome "
    "jerry jesse jessica jill jim jimmy joan joanna joanne joao joe joel johan john johnny jon jonas "
    "jonathan jordan jorge jose joseph josh joshua joy joyce juan judith judy julia julian julie juliet "
    "jun june justin kai karen karl kate katherine kathleen kathy katie kay keith kelly kelvin ken "
    "kenneth kenji kevin kim kimberly kirk klaus kristen kristin kurt kyle lance larry lars laura lauren "
    "lawrence leah lee lei lena leo leon leonard leslie lewis li liam lily linda ling lisa liz lloyd "
    "logan lois lori louis louise lucas lucia lucy luis luke lydia lynn mabel maggie manuel marc marcel "
    "marco marcus margaret maria marian marie mario marion marissa mark marko marta martha martin "
    "martina mary mason mateo matt matthew maureen maurice max maya megan mei melanie melissa mia "
    "michael michel michelle miguel mike mila ming miranda miriam mohamed mohammed moira molly monica "
    "morgan nadia nancy naomi natalie natasha nathan neil nelson nicholas nick nicola nicole nigel nina "
    "noah noel nora norman ola oleg olga oliver olivia omar oscar otto owen pablo pam pamela paolo pat "
    "patricia patrick paul paula pauline pedro peggy penny pete peter petra phil philip phoebe phyllis "
    "pierre priya rachel rafael raj ralph ramon ravi ray raymond rebecca reggie renee ricardo richard "
    "rick ricky rita rob robert roberta roberto robin rodney roger roland roman ron ronald ronnie rosa "
    "rose rosie ross roy ruby russell ruth ryan sabrina sally sam samantha samuel sandra sandy sara "
    "sarah scott sean sebastian serena sergio shane shannon sharon shaun sheila shirley sid silvia simon "
    "simone sofia sonia sophia sophie stacy stan stanley stefan stella stephanie stephen steve steven "
    "stewart stuart sue susan suzanne sven sylvia tamara tammy tanya tara ted teresa terry theo theresa "
    "thomas tiffany tim timothy tina todd tom tommy toni tony tracy trevor tyler ursula valentina "
    "valerie vanessa vera vernon veronica vicky victor victoria vince vincent viola violet virginia "
    "vivian wade walter wanda warren wayne wei wendy wesley wilfred will william willy winnie xavier "
    "xiao yan yang yasmin ying yolanda yu yuki yuri yvonne zach zara zhang zoe elsa kenny hank gus ned "
    "walt trey vivek pablo nikos vivi mei bella celia lynne kerry gretchen vikram anil sunil deepak "
    "rahul amit sanjay suresh hiroshi takeshi akira sakura haruto ingo uwe jurgen wolfgang osei kwame "
    "kofi chidi ngozi olu soren bjorn jens mikkel freja signe maarten pieter sanne daan"
)
FIRST_NAMES = frozenset(_FIRST_NAMES_WORDS.split())
# Chinese surnames in pinyin: a capital letter makes them people.
_PINYIN_SURNAMES_WORDS = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie "
    "song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv "
    "ding ren lu yao shen zhong cui tan fan wang liao shi jin jia xia fu bai zou xiong meng qin qiu hou "
    "yin xue yan lei long tao mao hao gu gong shao wan qian qin dai mo kong xiang chang ouyang sima"
)
PINYIN_SURNAMES = frozenset(_PINYIN_SURNAMES_WORDS.split())
# First names that are also everyday words: they need a capital letter.
_SHY_NAMES_WORDS = (
    "will mark may april june rose art bill grant dean dawn joy grace hope faith iris ivy jade pat rob "
    "sue ray max guy drew frank jack don dale brad chase angel lance amber ruby violet penny sandy jay "
    "kay lee roman christian carol ann van jan stan li wei yu yang chen ed gene miles wade warren rich "
    "pete eve ming ying yan ling xiao fang lei jun ola noel summer page hugo kim"
)
SHY_NAMES = frozenset(_SHY_NAMES_WORDS.split())
TITLES_EN = r"mr|mrs|ms|miss|dr|prof|professor|sir|madam|manager|director|mgr|engineer|eng|ceo|cto|cfo|coo|vp|president|boss|chef|captain|capt"

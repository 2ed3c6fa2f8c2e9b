"""Names of holidays and festivals, and the rule that gives each its day.

节日叫什么，以及它落在哪一天的规则。
"""

# A fixed day is (month, day); a moving one names its rule; the festival table has the lunar ones. 固定的节日是（月，日）；不固定的写规则名，农历的日子在 lunar 表里。
HOLIDAYS_ZH: dict[str, tuple[int, int] | str] = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "三八节": (3, 8), "劳动节": (5, 1), "五一": (5, 1),
    "五四": (5, 4), "儿童节": (6, 1), "六一": (6, 1), "六一八": (6, 18), "618": (6, 18), "建党节": (7, 1),
    "建军节": (8, 1), "八一": (8, 1), "教师节": (9, 10), "国庆节": (10, 1), "国庆": (10, 1), "十一": (10, 1),
    "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "平安夜": (12, 24), "跨年夜": (12, 31), "跨年": (12, 31),
    "圣诞节": (12, 25), "圣诞": (12, 25), "春节": "spring", "大年初一": "spring", "正月初一": "spring",
    "过年": "spring", "除夕": "spring-1", "大年三十": "spring-1", "年三十": "spring-1", "元宵节": "spring+14",
    "元宵": "spring+14", "清明节": "qingming", "清明": "qingming", "端午节": "dragon boat",
    "端午": "dragon boat", "中秋节": "mid-autumn", "中秋": "mid-autumn", "重阳节": "double ninth",
    "重阳": "double ninth", "感恩节": "us 11 thu 4", "母亲节": "us 5 sun 2", "父亲节": "us 6 sun 3",
}  # fmt: skip

# Days off around a holiday, for "after the holiday" where no official calendar is loaded. 没有官方日历时，“节后”按放几天假算。
DAYS_OFF = {"五一": 5, "劳动节": 5, "十一": 7, "国庆": 7, "国庆节": 7, "春节": 7, "过年": 7}

# "us 11 thu 4" is the fourth Thursday of November, -1 the last; "easter-2" is two days before Easter.
# “us 11 thu 4”是十一月第四个星期四，-1 是最后一个；“easter-2”是复活节前两天。
HOLIDAYS_EN: dict[str, tuple[int, int] | str] = {
    "new year's day": (1, 1), "new years day": (1, 1), "new year": (1, 1), "new years": (1, 1),
    "new year's": (1, 1), "new year's eve": (12, 31), "new years eve": (12, 31), "nye": (12, 31),
    "valentine's day": (2, 14), "valentines day": (2, 14), "valentine": (2, 14), "valentine's": (2, 14),
    "st patrick's day": (3, 17), "saint patrick's day": (3, 17), "st. patrick's day": (3, 17),
    "april fools": (4, 1), "april fool's day": (4, 1), "april fools day": (4, 1), "earth day": (4, 22),
    "may day": (5, 1), "loyalty day": (5, 1), "cinco de mayo": (5, 5), "juneteenth": (6, 19),
    "independence day": (7, 4), "fourth of july": (7, 4), "4th of july": (7, 4), "bastille day": (7, 14),
    "halloween": (10, 31), "halloween day": (10, 31), "all saints day": (11, 1), "veterans day": (11, 11),
    "guy fawkes": (11, 5), "christmas": (12, 25), "christmas day": (12, 25), "xmas": (12, 25),
    "xmas day": (12, 25), "christmas eve": (12, 24), "xmas eve": (12, 24), "boxing day": (12, 26),
    "lincoln's birthday": (2, 12), "abraham lincoln's birthday": (2, 12), "lincolns' birthday": (2, 12),
    "lincolns birthday": (2, 12), "groundhog day": (2, 2), "women's day": (3, 8), "pi day": (3, 14),
    "siblings day": (4, 10), "king's day": (4, 27), "koningsdag": (4, 27), "flag day": (6, 14),
    "canada day": (7, 1), "australia day": (1, 26), "anzac day": (4, 25), "star wars day": (5, 4),
    "patriot day": (9, 11), "constitution day": (9, 17), "kwanzaa": (12, 26), "lunar new year": "spring",
    "chinese new year": "spring", "spring festival": "spring", "cny": "spring", "lantern festival": "spring+14",
    "dragon boat festival": "dragon boat", "mid-autumn festival": "mid-autumn",
    "mid autumn festival": "mid-autumn", "golden week": (10, 1), "national day": (10, 1), "labour day": "us 9 mon 1",
    "martin luther king day": "us 1 mon 3", "mlk day": "us 1 mon 3", "martin luther king jr day": "us 1 mon 3",
    "martin luther king's day": "us 1 mon 3", "martin luther king jr. day": "us 1 mon 3",
    "presidents day": "us 2 mon 3", "president's day": "us 2 mon 3", "presidents' day": "us 2 mon 3",
    "george washington day": "us 2 mon 3", "washington's birthday": "us 2 mon 3",
    "mother's day": "us 5 sun 2", "mothers day": "us 5 sun 2", "mothers' day": "us 5 sun 2",
    "memorial day": "us 5 mon -1", "decoration day": "us 5 mon -1", "father's day": "us 6 sun 3",
    "fathers day": "us 6 sun 3", "fathers' day": "us 6 sun 3", "labor day": "us 9 mon 1",
    "columbus day": "us 10 mon 2", "indigenous peoples day": "us 10 mon 2", "thanksgiving": "us 11 thu 4",
    "thanksgiving day": "us 11 thu 4", "turkey day": "us 11 thu 4", "black friday": "us 11 thu 4 +1",
    "cyber monday": "us 11 thu 4 +4", "small business saturday": "us 11 thu 4 +2",
    "giving tuesday": "us 11 thu 4 +5", "easter": "easter", "easter sunday": "easter",
    "easter monday": "easter+1", "good friday": "easter-2", "holy thursday": "easter-3",
    "maundy thursday": "easter-3", "palm sunday": "easter-7", "ash wednesday": "easter-46",
    "shrove tuesday": "easter-47", "mardi gras": "easter-47", "pentecost": "easter+49",
    "whit monday": "easter+50", "ascension day": "easter+39", "ascension": "easter+39",
    "holy saturday": "easter-1", "easter saturday": "easter-1", "trinity sunday": "easter+56",
    "corpus christi": "easter+60", "administrative professionals' day": "us 4 wed -1",
    "spring bank holiday": "us 5 mon -1", "summer bank holiday": "us 8 mon -1",
}  # fmt: skip

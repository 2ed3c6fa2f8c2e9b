"""What the words for moments and spans mean: units, days, parts of the day, months, weekdays.

表示时刻和时段的词是什么意思：单位、日子、时段、月份、星期。
"""

# Units of time in Chinese, and what each counts. 中文的时间单位，各表示什么。
UNITS_ZH = {
    "秒钟": "second", "秒": "second", "分钟": "minute", "小时": "hour", "钟头": "hour", "刻钟": "quarter hour",
    "工作日": "workday", "天": "day", "周": "week", "星期": "week", "礼拜": "week", "季度": "quarter",
    "季": "quarter", "年": "year", "月份": "month", "月": "month", "日": "day", "号": "dom", "点钟": "oclock",
    "点": "oclock", "时": "oclock", "刻": "quarter", "分": "minute mark", "周末": "weekend",
    "双休日": "weekend", "半年": "half year",
}  # fmt: skip

# Units of time in English, with their short and wrong spellings. 英文的时间单位，连同缩写和常见写法。
UNITS_EN = {
    "second": "second seconds sec secs",
    "minute": "minute minutes min mins",
    "hour": "hour hours hr hrs h",
    "day": "day days d nights",
    "week": "week weeks wk wks",
    "fortnight": "fortnight fortnights",
    "month": "month months mth mths",
    "quarter": "quarter quarters qtr qtrs",
    "year": "year years yr yrs y",
    "weekend": "weekend weekends",
    "decade": "decade decades",
    "century": "century centuries",
    "workday": "workday workdays weekday weekdays",
    "workweek": "workweek workweeks",
}

# Days told from today, by how many they lie apart. 从今天算起的日子，差几天。
REL_DAYS_ZH = {
    "大大前天": -4, "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨儿个": -1, "昨儿": -1, "今天": 0,
    "今日": 0, "今儿个": 0, "今儿": 0, "本日": 0, "当天": 0, "当日": 0, "明天": 1, "明日": 1, "明儿个": 1,
    "明儿": 1, "后天": 2, "后日": 2, "大后天": 3, "大大后天": 4, "次日": 1, "第二天": 1, "隔天": 1,
}  # fmt: skip

# The same in English, as thumbs spell them. 同上，英文，连同手机上的随手写法。
REL_DAYS_EN = {
    "today": 0, "tdy": 0, "2day": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "tmw": 1, "tomo": 1, "tomoz": 1,
    "tomorow": 1, "tommorow": 1, "tommorrow": 1, "2moro": 1, "2morrow": 1, "yesterday": -1, "yday": -1, "ystd": -1,
    "ystdy": -1, "yest": -1, "yesterdy": -1, "ytd": -1,
}  # fmt: skip

# Years told from this one. 从今年算起的年份。
REL_YEARS_ZH = {
    "今年": 0, "本年": 0, "明年": 1, "来年": 1, "后年": 2, "去年": -1, "前年": -2, "大前年": -3,
    "上一年": -1, "下一年": 1,
}  # fmt: skip

# Parts of the day in Chinese. 中文的一天各时段。
PARTS_ZH = {
    "凌晨": "dawn", "拂晓": "dawn", "清晨": "morning", "早晨": "morning", "早上": "morning", "早间": "morning",
    "一早": "morning", "一大早": "morning", "大清早": "morning", "清早": "morning", "上午": "morning",
    "午前": "morning", "中午": "noon", "正午": "noon", "午间": "noon", "晌午": "noon", "下午": "afternoon",
    "午后": "afternoon", "傍晚": "evening", "黄昏": "evening", "晚上": "evening", "晚间": "evening",
    "夜里": "night", "夜间": "night", "夜晚": "night", "深夜": "night", "半夜": "midnight", "午夜": "midnight",
    "饭点": "noon",
}  # fmt: skip
# The same in one character, where a day or a clock time stands beside it. 一个字的时段，旁边要有日子或钟点。
PARTS_ZH_SHORT = {"早": "morning", "晨": "morning", "午": "noon", "晚": "evening", "夜": "night"}

# Parts of the day in English. 英文的一天各时段。
PARTS_EN = {
    "morning": "morning", "mornin": "morning", "forenoon": "morning", "afternoon": "afternoon",
    "afternoonish": "afternoon", "arvo": "afternoon", "aft": "afternoon", "evening": "evening", "eve": "evening",
    "evenings": "evening", "mornings": "morning", "afternoons": "afternoon", "night": "night", "nite": "night",
    "lunch": "lunch", "lunchtime": "lunch", "dinner": "dinner", "dinnertime": "dinner", "breakfast": "breakfast",
    "daytime": "daytime", "nighttime": "nighttime", "noon": "noon", "midday": "noon", "noonish": "noon",
    "midnight": "midnight",
}  # fmt: skip

# From the hour, to the hour, and the hour that stands for the part where one is needed. 从几点、到几点，以及需要一个钟点时取哪一点。
PART_HOURS = {
    "dawn": (0, 6, 5), "breakfast": (6, 10, 8), "morning": (8, 12, 9), "noon": (11, 13, 12),
    "lunch": (11, 13, 12), "afternoon": (12, 18, 15), "dinner": (16, 20, 18), "evening": (18, 23, 19),
    "night": (20, 24, 20), "midnight": (0, 1, 0), "daytime": (8, 18, 9), "midday": (10, 14, 12), "later": (12, 24, 15), "nighttime": (0, 8, 0),
}  # fmt: skip

# Months and their short forms. 英文月份和缩写。
MONTHS_EN = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "febuary": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
    "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip

# Weekdays and their short forms, Monday is 0. 英文星期和缩写，星期一是 0。
WEEKDAYS_EN = {
    "monday": 0, "mondays": 0, "mon": 0, "tuesday": 1, "tuesdays": 1, "tue": 1, "tues": 1, "wednesday": 2,
    "wednesdays": 2, "wed": 2, "weds": 2, "wednes": 2, "thursday": 3, "thursdays": 3, "thu": 3, "thur": 3,
    "thurs": 3, "thr": 3, "friday": 4, "fridays": 4, "fri": 4, "saturday": 5, "saturdays": 5, "sat": 5,
    "sunday": 6, "sundays": 6, "sun": 6,
}  # fmt: skip

# Words of which an everyday reading exists: they mean a date only beside other date words. 平常另有意思的词：旁边有别的日期词时才算日期。
SHY_EN = {"may", "march", "mar", "sat", "sun", "mon", "wed", "dec", "aft", "d", "y", "h", "second", "ytd"}

# Words that move a week, month or year: next, last, this. 把周、月、年往前往后推的词。
MODS_EN = {
    "next": 1, "nxt": 1, "coming": 1, "upcoming": 1, "following": 1, "last": -1, "lst": -1, "previous": -1,
    "prev": -1, "this": 0, "current": 0, "same": 0, "past": -1,
}  # fmt: skip

# Words for the beginning, middle and end of a span. 时段的开头、中间、结尾。
EDGES_EN = {
    "early": "early", "earlier": "early", "mid": "mid", "middle": "mid", "late": "late", "later": "late",
    "end": "end", "close": "end", "start": "start", "beginning": "start", "begining": "start", "rest": "rest",
    "remaining": "rest", "remainder": "rest",
}  # fmt: skip

# The same in Chinese: of what unit, which edge. 同上，中文：哪个单位、哪一头。
EDGES_ZH = {
    "月初": ("month", "start"), "月上旬": ("month", "early"), "月中旬": ("month", "mid"), "月下旬": ("month", "late"), "月头": ("month", "start"), "上旬": ("month", "early"), "中旬": ("month", "mid"),
    "月中": ("month", "mid"), "下旬": ("month", "late"), "月底": ("month", "end"), "月末": ("month", "end"),
    "月尾": ("month", "end"), "年初": ("year", "start"), "年头": ("year", "start"), "年中": ("year", "mid"),
    "年底": ("year", "end"), "年末": ("year", "end"), "年尾": ("year", "end"), "岁末": ("year", "end"),
    "季末": ("quarter", "end"), "季度末": ("quarter", "end"), "季度底": ("quarter", "end"),
    "季底": ("quarter", "end"), "季初": ("quarter", "start"), "季度初": ("quarter", "start"),
    "周初": ("week", "start"), "周中": ("week", "mid"),
}  # fmt: skip

# Ends named by initials: of what unit, which edge. 英文首字母缩写的头尾：哪个单位、哪一头。
ABBREVIATED_EDGES = {
    "eod": ("day", "end"), "cob": ("day", "close"), "eob": ("day", "close"), "eow": ("week", "end"),
    "eom": ("month", "end"), "eoq": ("quarter", "end"), "eoy": ("year", "end"), "bom": ("month", "start"),
    "boy": ("year", "start"), "bow": ("week", "start"), "som": ("month", "start"),
}  # fmt: skip

import sys
async def test_try(hire, town):
    li = await hire("小王", customers=("华为技术有限公司","华峰精密"))
    for line in __import__('pathlib').Path('/tmp/say.txt').read_text(encoding='utf-8').splitlines():
        if not line.strip(): continue
        if line.startswith('!'): await li.taps(line[1:].strip())
        elif line.startswith('@'): town.clock.set(line[1:].strip()); continue
        elif line.startswith('>'): await li.says(line[1:].strip(), reply_to=li.sees)
        else: await li.says(line)
        print('\n>>>',line); print(li.reads); print('   ',' | '.join(b.label for b in li.sees.buttons))

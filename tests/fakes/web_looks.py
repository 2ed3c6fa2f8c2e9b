"""What is asked of every screen: names, roles, contrast and sizes, measured in the page itself."""

from playwright.async_api import Page

_MEASURE = """
() => {
  const faults = [];
  const shown = (node) => {
    const box = node.getBoundingClientRect(), look = getComputedStyle(node);
    return box.width > 0 && box.height > 0 && look.visibility === 'visible' && !node.closest('[hidden]');
  };
  const name = (node) => {
    const by = node.getAttribute('aria-labelledby');
    const label = node.id && document.querySelector(`label[for="${node.id}"]`);
    return (node.getAttribute('aria-label') || (by && document.getElementById(by)?.textContent) ||
      label?.textContent || node.textContent || '').trim();
  };
  const what = (node) => `${node.tagName}#${node.id}.${node.className} "${node.textContent.slice(0, 20)}"`;
  const rgba = (color) => {
    const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, under) => ({
    r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a),
    b: top.b * top.a + under.b * (1 - top.a), a: 1,
  });
  const ground = (node) => {
    const layers = [];
    for (; node; node = node.parentElement) layers.push(rgba(getComputedStyle(node).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
  };
  const light = ({ r, g, b }) => [r, g, b].map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  if (!/^(zh-CN|en)$/.test(document.documentElement.lang)) faults.push('no language');
  if (!document.title) faults.push('no title');
  if ([...document.querySelectorAll('h1')].filter(shown).length !== 1) faults.push('not one h1');
  if ([...document.querySelectorAll('main')].filter(shown).length !== 1) faults.push('not one main');
  const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');

  for (const node of document.querySelectorAll('button, a[href], input, textarea, [role], dialog[open]')) {
    if (!shown(node)) continue;
    if (!name(node) && node.getAttribute('role') !== 'status' && node.getAttribute('role') !== 'alert')
      faults.push(`no name: ${what(node)}`);
    const box = node.getBoundingClientRect();
    const touched = node.matches('button:enabled, input, textarea, a.choice');
    if (touched && Math.min(box.width, box.height) < 44) faults.push(`too small: ${what(node)}`);
    if (touched && node.tabIndex < 0) faults.push(`not reachable: ${what(node)}`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()); ) {
    const node = text.parentElement;
    if (!text.data.trim() || !shown(node) || node.closest('svg, noscript, script')) continue;
    const back = ground(node), ratio = contrast(over(rgba(getComputedStyle(node).color), back), back);
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${what(node)}`);
  }
  for (const node of document.querySelectorAll('input, textarea')) {
    if (!shown(node)) continue;
    const back = ground(node);
    for (const pseudo of [null, '::placeholder']) {
      const ratio = contrast(rgba(getComputedStyle(node, pseudo).color), back);
      if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${pseudo} ${what(node)}`);
    }
  }
  for (const node of document.querySelectorAll('svg.icon')) {
    if (!shown(node)) continue;
    const ratio = contrast(rgba(getComputedStyle(node).color), ground(node.parentElement));
    if (ratio < 3) faults.push(`icon ${ratio.toFixed(2)}: ${what(node.parentElement)}`);
  }
  return faults;
}
"""


async def faults_of(page: Page) -> list[str]:
    """What a person with weak eyes, thick fingers or a screen reader would stumble over."""
    found = await page.evaluate(_MEASURE)
    assert isinstance(found, list)
    return [str(fault) for fault in found]

// Uses Kith's page as a person would, with Debian's Chromium. Started by BrowserTest.java:
//   node page.test.js CHROMIUM URL TOKEN
// Prints `ok …` after each step and `done` at the end. `ask WHAT` asks the other side to do something to the node and waits for its `done`.
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const [executablePath, url, token] = process.argv.slice(2);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const complaints = [];
let expectTrouble = false;

async function ask(what) {
  console.log(`ask ${what}`);
  const { value } = await answers.next();
  assert.equal(value, 'done');
}

async function step(name, work) {
  await work();
  console.log(`ok ${name}`);
}

/** What has the focus, shadow roots looked through. */
function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const style = getComputedStyle(element);
    return {
      name: element.getAttribute('aria-label') ?? element.textContent.trim(),
      id: element.id,
      outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    };
  });
}

async function tabTo(page, name) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    assert.ok(now.outlined, `focus is visible on ${now.name}`);
    if (now.name.startsWith(name)) return;
  }
  assert.fail(`no way to ${name} by keyboard`);
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !expectTrouble) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const row = (name) => page.locator('kith-file', { has: page.getByRole('heading', { name, exact: true }) });

  await step('opens with the token, which does not stay in the address', async () => {
    await page.goto(`${url}/#token=${token}`);
    await page.getByRole('heading', { name: 'My files' }).waitFor();
    assert.equal(page.url(), `${url}/`);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'My files' }).waitFor();
  });

  await step('is used by keyboard alone', async () => {
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).name, 'Skip to my files');
    await page.keyboard.press('Enter');
    assert.equal((await focused(page)).id, 'main');
    await tabTo(page, 'Add files');
    await tabTo(page, 'Who holds');
    await page.keyboard.press('Enter');
    await page.getByText('Check with everyone now').waitFor();
    await tabTo(page, 'Remove');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Remove .*\?$/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: /^Remove .*\?$/ }).waitFor({ state: 'hidden' });
    assert.match((await focused(page)).name, /^Remove /);
  });

  await step('has its landmarks and names', async () => {
    assert.equal(await page.getByRole('banner').count(), 1);
    assert.equal(await page.getByRole('main').count(), 1);
    for (const name of ['My files', 'My people', 'Happening now']) {
      assert.equal(await page.getByRole('region', { name }).count(), 1, name);
    }
    assert.equal(await page.getByRole('log').getAttribute('aria-live'), 'polite');
    for (const button of await page.getByRole('button').all()) {
      const name = (await button.getAttribute('aria-label')) ?? (await button.innerText());
      assert.notEqual(name.trim(), '', 'every button has a name');
    }
  });

  await step('adds a file, and shows live how it becomes durable', async () => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'moon.txt', mimeType: 'text/plain', buffer: Buffer.from('the moon is a friend'),
    });
    await row('moon.txt').getByText('accepted', { exact: true }).waitFor();
    await ask('settle');
    await row('moon.txt').getByText('durable', { exact: true }).waitFor();
    await page.getByRole('log').getByText('moon.txt is durable.').waitFor();
  });

  await step('takes a file that is dropped', async () => {
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['sun'], 'sun.txt'));
      return transfer;
    });
    await page.locator('kith-add form').dispatchEvent('drop', { dataTransfer: dropped });
    await row('sun.txt').waitFor();
  });

  await step('copies a link and downloads the bytes', async () => {
    await row('moon.txt').getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied.').waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^kith:/);
    const coming = page.waitForEvent('download');
    await row('moon.txt').getByRole('link', { name: 'Download' }).click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), 'moon.txt');
    assert.equal(await readFile(await download.path(), 'utf8'), 'the moon is a friend');
  });

  await step('removes a file once that is confirmed', async () => {
    await row('sun.txt').getByRole('button', { name: 'Remove' }).click();
    await row('sun.txt').getByRole('button', { name: 'Remove', exact: true }).click();
    await row('sun.txt').waitFor({ state: 'detached' });
  });

  await step('restores what was removed', async () => {
    await page.getByText('Removed, and can still be restored: 1 item').click();
    await page.getByRole('button', { name: 'Restore sun.txt' }).click();
    await row('sun.txt').waitFor();
    await page.getByText('Removed, and can still be restored').waitFor({ state: 'detached' });
  });

  await step('invites, accepts and pledges', async () => {
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('button', { name: 'Make a ticket' }).click();
    const ticket = await page.getByLabel(/^Ticket, for one person/).inputValue();
    assert.match(ticket, /^kith-invite:/);
    await page.getByRole('button', { name: 'I have a ticket' }).click();
    await page.getByLabel('Ticket', { exact: true }).fill(ticket);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('heading', { name: 'Grace', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Change what you pledge to Grace', exact: true }).click();
    await page.getByLabel('Room for Grace, in GB').fill('7.5');
    await page.getByRole('button', { name: 'Pledge', exact: true }).click();
    await page.getByText('7.5 GB').first().waitFor();
  });

  await step('says why something does not work', async () => {
    expectTrouble = true; // the browser itself reports an answer that is an error
    await page.getByRole('button', { name: 'I have a ticket' }).click();
    await page.getByLabel('Ticket', { exact: true }).fill('moon');
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('alert').getByText('begins with kith-invite:').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'I have a ticket' }).click();
    expectTrouble = false;
  });

  await step('comes back when the node does', async () => {
    expectTrouble = true;
    await ask('stop');
    await page.getByText('Your node does not answer; trying again').waitFor();
    await ask('start');
    await page.getByText('Live', { exact: true }).waitFor();
    expectTrouble = false;
    await ask('meet');
    await page.getByRole('heading', { name: 'Edsger', exact: true }).waitFor();
    await page.getByRole('log').getByText('Edsger is in your book now.').waitFor();
  });

  await step('fits a phone of 360 px with everything open, light and dark', async () => {
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByText('Addresses and names of this node').click();
    await page.getByRole('button', { name: 'Who holds moon.txt' }).click();
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 390, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(excess <= 0, `scrolls sideways by ${excess} px at ${width}`);
      }
    }
  });

  await step('makes no complaint in the console', async () => assert.deepEqual(complaints, []));

  await step('explains to a stranger what to run, and lets who has the token in', async () => {
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(url);
    await stranger.getByText('cat ~/.kith/api-token').waitFor();
    await stranger.getByLabel('What it prints').fill('guess');
    await stranger.getByRole('button', { name: 'Open my node' }).click();
    await stranger.getByRole('alert').getByText('HOME/api-token').waitFor();
    await stranger.getByLabel('What it prints').fill(token);
    await stranger.getByRole('button', { name: 'Open my node' }).click();
    await stranger.getByRole('heading', { name: 'My files' }).waitFor();
  });
} finally {
  await browser.close();
}
console.log('done');
process.exit(0);

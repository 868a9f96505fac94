/// Kith's page in a real browser: Debian's Chromium, driven by playwright-core out of npm (`browser/page.test.js`).
package community.kith.interop.browser;

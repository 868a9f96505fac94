/// Everything that is mine in one value, where friends keep it for me, and how it is found again with nothing but the
/// passport's key. Start with [Account]; [AccountHead] is what friends keep, [AccountDesk] does it all.
///
/// Formats: `docs/spec/account.md`.
package community.kith.node.account;

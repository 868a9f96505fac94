/// Logs of devices in the ledger. Start with [StoredEntries]; what is decided about entries is decided in `sync.log`.
package community.kith.node.log;

/// The directory where a node keeps everything: keys, settings, token, ledger, blobs and logs. [Home] is the way in;
/// `docs/spec/home.md` describes every file.
package community.kith.node.home;

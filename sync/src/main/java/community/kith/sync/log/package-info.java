/// Logs of devices: signed entries, each linked to the one before. What a node has of them is a set; which log is
/// forked, what is
/// missing and what every view shows are functions of that set, so the order in which entries come never matters.
///
/// Start with [Entry]; then [Admission], which puts entries into a set, and [Replay], which makes views of it. The
/// bytes, and how a
/// new type of entry is added, are described in `docs/spec/log.md`.
package community.kith.sync.log;

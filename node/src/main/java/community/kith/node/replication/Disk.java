package community.kith.node.replication;

import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Ledger;
import community.kith.store.blob.Blobs;

/// What a node has on its disk: the ledger, what the ledger says is held here, and the bytes.
public record Disk(Ledger ledger, Holdings holdings, Blobs blobs) {}

package community.kith.app.serve;

import community.kith.base.name.Did;
import community.kith.node.config.Places;
import community.kith.node.home.Home;
import community.kith.node.ledger.Holdings;
import community.kith.node.ledger.Ledger;
import community.kith.node.replication.Chance;
import community.kith.node.replication.Disk;
import community.kith.store.blob.Blobs;
import community.kith.store.blob.DiskBlobs;
import community.kith.store.s3.S3Blobs;
import community.kith.store.s3.S3Client;
import java.io.IOException;

/// Opens what a node keeps things in, wherever its owner wants that to be.
final class Disks {
    private Disks() {}

    static Disk open(Home home, Places places, Did me, Chance chance) throws IOException {
        Ledger ledger =
                places.ledger().isPresent() ? Ledger.open(places.ledger().get()) : Ledger.open(home.ledger());
        try {
            Blobs blobs = places.blobs().isPresent()
                    ? bucket(home, places.blobs().get(), chance)
                    : new DiskBlobs(home.blobs());
            return new Disk(ledger, Holdings.open(ledger, blobs, me), blobs);
        } catch (IOException | RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private static Blobs bucket(Home home, Places.Bucket bucket, Chance chance) throws IOException {
        var client = new S3Client(bucket.address(), bucket.credentials(), chance.clock(), chance.entropy());
        try {
            return S3Blobs.open(client, home.blobs(), bucket.capacityBytes(), chance.entropy());
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }
}

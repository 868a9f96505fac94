package community.kith.store.s3;

import community.kith.base.check.SwiftServer;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.blob.Names;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A bucket of its own for a test, and what somebody else could do in it.
public final class Bucket {
    private static final S3Credentials CREDENTIALS =
            new S3Credentials(SwiftServer.ACCESS_KEY, SwiftServer.SECRET_KEY, Optional.empty());

    private final S3Address address;

    private Bucket(S3Address address) {
        this.address = address;
    }

    public static Bucket fresh() throws IOException {
        var server = SwiftServer.shared();
        var bucket = at(server.endpoint(), server.newBucket());
        try (var client = bucket.client()) {
            client.createBucket();
        }
        return bucket;
    }

    static Bucket at(URI endpoint, String name) {
        return new Bucket(S3Address.parse("s3://" + name + "/kith?endpoint=" + endpoint));
    }

    S3Client client() {
        return new S3Client(address, CREDENTIALS, InstantSource.system(), new Random());
    }

    public S3Blobs open(Path folder, long capacityBytes) throws IOException {
        return S3Blobs.open(client(), folder, capacityBytes, new Random());
    }

    public void flip(Cid cid, int atByte) throws IOException {
        try (var client = client()) {
            var bytes = client.get(Names.hex(cid), 1 << 30).orElseThrow();
            bytes[atByte] ^= 1;
            put(client, Names.hex(cid), bytes);
        }
    }

    void put(String object, byte[] bytes) throws IOException {
        try (var client = client()) {
            put(client, object, bytes);
        }
    }

    void delete(String object) throws IOException {
        try (var client = client()) {
            client.delete(object);
        }
    }

    List<String> objects() throws IOException {
        try (var client = client()) {
            return new ArrayList<>(client.list("").objects().stream()
                    .map(Answers.Listed::key)
                    .filter(key -> !key.equals(Tenancy.MARK))
                    .toList());
        }
    }

    private static void put(S3Client client, String object, byte[] bytes) throws IOException {
        client.put(object, Payload.of(bytes, 0, bytes.length, HexFormat.of().formatHex(Sha256.of(bytes))));
    }
}

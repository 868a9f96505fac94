package community.kith.store.s3;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.nio.file.Path;

/// The body of a request, that can be sent again.
///
/// @param sha256 in hex; the service refuses a body that is another
record Payload(HttpRequest.BodyPublisher body, String sha256, long sizeBytes) {
    /// The SHA-256 of no bytes.
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    static final Payload NONE = new Payload(HttpRequest.BodyPublishers.noBody(), NOTHING, 0);

    static Payload of(byte[] bytes, int offset, int length, String sha256) {
        return new Payload(HttpRequest.BodyPublishers.ofByteArray(bytes, offset, length), sha256, length);
    }

    static Payload of(Path file, long sizeBytes, String sha256) throws FileNotFoundException {
        return new Payload(HttpRequest.BodyPublishers.ofFile(file), sha256, sizeBytes);
    }
}

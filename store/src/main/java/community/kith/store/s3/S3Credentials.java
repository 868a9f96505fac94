package community.kith.store.s3;

import java.util.Optional;

/// Who asks: an access key, its secret, and the token of a session if the secret is a temporary one. Never printed.
public record S3Credentials(String accessKey, String secretKey, Optional<String> sessionToken) {
    public S3Credentials {
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("an S3 service wants an access key and its secret");
        }
    }

    @Override
    public String toString() {
        return "S3 credentials";
    }
}

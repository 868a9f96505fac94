package community.kith.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The examples of "Authenticating Requests: Using the Authorization Header" in Amazon's S3 API Reference.
class SignatureTest {
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
    private static final String HOST = "examplebucket.s3.amazonaws.com";
    private static final S3Credentials CREDENTIALS =
            new S3Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Optional.empty());
    private final Signature signature = new Signature(CREDENTIALS, "us-east-1");

    @Test
    void signsAGetOfARange() {
        assertThat(authorization("GET", "/test.txt", Map.of(), Map.of("range", "bytes=0-9"), NOTHING))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void signsAPut() {
        var headers = Map.of("date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        assertThat(authorization(
                        "PUT",
                        "/test%24file.text",
                        Map.of(),
                        headers,
                        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void signsAQueryWithoutAValue() {
        assertThat(authorization("GET", "/", Map.of("lifecycle", ""), Map.of(), NOTHING))
                .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void signsAList() {
        assertThat(authorization("GET", "/", Map.of("max-keys", "2", "prefix", "J"), Map.of(), NOTHING))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void escapesWhatIsNotPlain() {
        assertThat(Signature.query(new TreeMap<>(Map.of("a b", "ü/~", "z", "1+1"))))
                .isEqualTo("a%20b=%C3%BC%2F~&z=1%2B1");
    }

    @Test
    void credentialsAreNeverPrinted() {
        assertThat(CREDENTIALS.toString()).doesNotContain("AKIA").doesNotContain("wJalr");
    }

    private String authorization(
            String method, String path, Map<String, String> query, Map<String, String> headers, String payload) {
        var all = new TreeMap<>(headers);
        all.put("host", HOST);
        return signature
                .headers(new Signature.Signed(method, path, new TreeMap<>(query), all, payload), NOW)
                .get("authorization");
    }
}

package community.kith.store.s3;

import community.kith.base.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AWS Signature Version 4 for one service, S3. Source: "Authenticating Requests: Using the Authorization Header" in
/// Amazon's S3 API Reference, whose examples are the tests of this class.
record Signature(S3Credentials credentials, String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    /// What is signed of a request.
    ///
    /// @param path escaped already
    /// @param headers by names in lower case, the host among them
    /// @param payload the SHA-256 of the body, in hex
    record Signed(
            String method,
            String path,
            SortedMap<String, String> query,
            SortedMap<String, String> headers,
            String payload) {}

    /// The request's headers with those that show who asks.
    SortedMap<String, String> headers(Signed request, Instant now) {
        var time = TIME.format(now);
        var headers = new TreeMap<>(request.headers());
        headers.put("x-amz-date", time);
        headers.put("x-amz-content-sha256", request.payload());
        credentials.sessionToken().ifPresent(token -> headers.put("x-amz-security-token", token));

        var names = String.join(";", headers.keySet());
        var canonical = String.join(
                "\n",
                request.method(),
                request.path(),
                query(request.query()),
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                request.payload());
        var day = time.substring(0, 8);
        var scope = day + "/" + region + "/s3/aws4_request";
        var toSign = String.join(
                "\n", ALGORITHM, time, scope, HEX.formatHex(Sha256.of(canonical.getBytes(StandardCharsets.UTF_8))));
        headers.put(
                "authorization",
                "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                        .formatted(
                                ALGORITHM,
                                credentials.accessKey(),
                                scope,
                                names,
                                HEX.formatHex(mac(key(day), toSign))));
        return headers;
    }

    private byte[] key(String day) {
        var secret = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
        return mac(mac(mac(mac(secret, day), region), "s3"), "aws4_request");
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /// A query as it is signed and sent.
    static String query(SortedMap<String, String> query) {
        return query.entrySet().stream().map(Signature::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(Map.Entry<String, String> parameter) {
        return escaped(parameter.getKey()) + "=" + escaped(parameter.getValue());
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            var sign = (char) (octet & 0xff);
            var plain = sign < 0x80 && (Character.isLetterOrDigit(sign) || "-._~".indexOf(sign) >= 0);
            escaped.append(
                    plain ? String.valueOf(sign) : "%" + HEX.withUpperCase().toHexDigits(octet));
        }
        return escaped.toString();
    }
}

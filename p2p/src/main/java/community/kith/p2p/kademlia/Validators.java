package community.kith.p2p.kademlia;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The validators by namespace; `pk` is always there. Keys of other namespaces are refused.
final class Validators {
    private final Map<String, Validator> byNamespace = new TreeMap<>();

    Validators(Map<String, Validator> given) {
        byNamespace.put(PublicKeys.NAMESPACE, new PublicKeys());
        byNamespace.putAll(given);
    }

    void validate(byte[] key, byte[] value) throws ProtocolException {
        if (key.length > MessageFormat.MAX_KEY_BYTES || value.length > MessageFormat.MAX_VALUE_BYTES) {
            throw new ProtocolException(
                    "a record of %d bytes under a key of %d bytes".formatted(value.length, key.length));
        }
        of(key).orElseThrow(() -> new ProtocolException("a record of a namespace that is not kept here"))
                .validate(key, value);
    }

    /// Whether `other` is to stand in the place of `current`; both are valid.
    boolean isBetter(byte[] key, byte[] other, byte[] current) {
        return of(key).map(validator -> validator.select(key, List.of(current, other)) == 1)
                .orElse(false);
    }

    private Optional<Validator> of(byte[] key) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('/', 1);
        if (!text.startsWith("/") || end < 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(byNamespace.get(text.substring(1, end)));
    }
}

package community.kith.node.paper;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Something signed that one person brings another, as it travels.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Paper(Kind kind, byte[] bytes) {
    static final int MAX_BYTES = 64 * 1024;

    enum Kind {
        ATTESTATION,
        REVOCATION,
        GRANT;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> labelled(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst();
        }
    }
}

package community.kith.community.recovery;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SecretSharing;
import community.kith.base.crypto.Sha256;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Keys;
import community.kith.community.identity.Malformed;
import community.kith.community.identity.Moments;
import community.kith.community.identity.Names;
import community.kith.community.identity.Passport;
import community.kith.community.identity.Signature;
import community.kith.community.identity.Verdict;
import java.net.ProtocolException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A passport's signed word on who can give it back: which guardians, how many of them, after how long a wait.
///
/// Of two policies of a passport the one with the greater counter counts; each has a splitting of the seed of its own.
/// Reading one only checks its form; ask [#verify] before believing it. Format: `docs/spec/recovery.md`.
///
/// @param need how many guardians it takes
/// @param waiting how long each guardian waits between approving a request and giving out its share
public record RecoveryPolicy(
        Passport passport, long counter, int need, Duration waiting, List<Seat> guardians, Statement statement) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = 2048;

    public static final int MAX_GUARDIANS = SecretSharing.MAX_PARTS;
    /// So that a request can be approved a day after it was made and still end in time.
    public static final Duration MAX_WAITING = Duration.ofDays(2);

    private static final long MAX_COUNTER = 1L << 40;
    private static final String DOMAIN = "recovery-policy/1";
    private static final int VERSION = 1;

    /// A guardian, and the commitment to the share that is theirs.
    @SuppressWarnings("ArrayRecordComponent") // compared by who it is
    public record Seat(Did guardian, byte[] commitment) {
        public Seat {
            if (commitment.length != Sha256.BYTES) {
                throw new IllegalArgumentException("a commitment of " + commitment.length + " bytes");
            }
        }
    }

    /// When it was signed, and with what.
    public record Statement(Instant at, Signature signature) {}

    public RecoveryPolicy {
        guardians = List.copyOf(guardians);
        Set<Did> distinct = new HashSet<>();
        for (Seat seat : guardians) {
            if (!distinct.add(seat.guardian()) || seat.guardian().equals(passport.did())) {
                throw new IllegalArgumentException("a guardian is somebody else, and each is named once");
            }
        }
        if (need < 2 || need > guardians.size() || guardians.size() > MAX_GUARDIANS) {
            throw new IllegalArgumentException("it takes 2 or more of at most " + MAX_GUARDIANS + " guardians, not "
                    + need + " of " + guardians.size());
        }
        if (counter < 1 || counter > MAX_COUNTER) {
            throw new IllegalArgumentException("a counter of " + counter);
        }
        if (waiting.toSeconds() < 1 || waiting.compareTo(MAX_WAITING) > 0) {
            throw new IllegalArgumentException("guardians wait from 1 second to 48 hours, not " + waiting);
        }
    }

    static RecoveryPolicy issue(
            SigningKey passport, String name, long counter, Terms terms, List<Seat> seats, Instant at) {
        Passport who = new Passport(Did.of(passport.verifyingKey()), name);
        Instant seconds = Moments.seconds(at);
        Ipld fields = fields(who, counter, terms.need(), terms.waiting(), seats, seconds)
                .build();
        Signature signature = Signature.sign(passport, DOMAIN, fields);
        return new RecoveryPolicy(
                who, counter, terms.need(), terms.waiting(), seats, new Statement(seconds, signature));
    }

    /// How many it takes, and how long they wait.
    public record Terms(int need, Duration waiting) {}

    /// What it is called: the same whatever signature it has.
    public Cid id() {
        return Cid.dagCbor(DagCbor.encode(unsigned().build()));
    }

    public Did did() {
        return passport.did();
    }

    /// The number of the guardian's share, from 1; empty for who is none.
    public OptionalInt number(Did guardian) {
        for (int i = 0; i < guardians.size(); i++) {
            if (guardians.get(i).guardian().equals(guardian)) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    /// Whether that is the very share that this policy gives to this guardian.
    public boolean isShareOf(Did guardian, Share share) {
        OptionalInt number = number(guardian);
        return number.isPresent()
                && share.number() == number.getAsInt()
                && MessageDigest.isEqual(
                        share.commitment(did(), counter),
                        guardians.get(number.getAsInt() - 1).commitment());
    }

    /// Whether the passport signed exactly this, and not in the future.
    public Verdict verify(Instant now) {
        return Verdict.when(
                        statement
                                .signature()
                                .isBy(did().key(), DOMAIN, unsigned().build()),
                        () -> "the passport " + did() + " did not sign this choice of guardians")
                .and(() -> Moments.notAfter(now, "the choice of guardians", statement.at()));
    }

    public byte[] bytes() {
        return DagCbor.encode(
                unsigned().put("sig", statement.signature().bytes()).build());
    }

    public static RecoveryPolicy parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a recovery policy of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        FieldReader fields = new FieldReader(DagCbor.decode(bytes), "recovery policy");
        fields.integer("v", VERSION, VERSION);
        Did by = Keys.did(fields, "by");
        String name = fields.text("name", Names.MAX_CHARACTERS);
        long counter = fields.integer("n", 1, MAX_COUNTER);
        int need = (int) fields.integer("need", 2, MAX_GUARDIANS);
        Duration waiting = Duration.ofSeconds(fields.integer("wait", 1, MAX_WAITING.toSeconds()));
        List<Seat> seats = new ArrayList<>();
        for (Ipld item : fields.items("of", MAX_GUARDIANS)) {
            FieldReader seat = new FieldReader(item, "guardian");
            seats.add(new Seat(Keys.did(seat, "key"), seat.bytesOf("c", Sha256.BYTES)));
            seat.end();
        }
        Instant at = Instant.ofEpochSecond(fields.integer("at", 0, Moments.MAX_SECONDS));
        Signature signature = Signature.of(fields.bytesOf("sig", Signature.BYTES));
        fields.end();
        try {
            return new RecoveryPolicy(
                    new Passport(by, name), counter, need, waiting, seats, new Statement(at, signature));
        } catch (IllegalArgumentException e) {
            throw Malformed.because("recovery policy", e);
        }
    }

    private FieldsBuilder unsigned() {
        return fields(passport, counter, need, waiting, guardians, statement.at());
    }

    private static FieldsBuilder fields(
            Passport passport, long counter, int need, Duration waiting, List<Seat> seats, Instant at) {
        List<Ipld> of = new ArrayList<>();
        for (Seat seat : seats) {
            of.add(Ipld.fields()
                    .put("key", Keys.of(seat.guardian()))
                    .put("c", seat.commitment())
                    .build());
        }
        return Ipld.fields()
                .put("v", VERSION)
                .put("by", Keys.of(passport.did()))
                .put("name", passport.name())
                .put("n", counter)
                .put("need", need)
                .put("wait", waiting.toSeconds())
                .put("of", Ipld.list(of))
                .put("at", at.getEpochSecond());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoveryPolicy policy && id().equals(policy.id()) && statement.equals(policy.statement);
    }

    @Override
    public int hashCode() {
        return statement.hashCode();
    }
}

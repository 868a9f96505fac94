package community.kith.community.recovery;

import community.kith.base.crypto.Envelope;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Keys;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A share on its way or at rest: closed for one key, and bound to its policy and its guardian, so that none can be put
/// in another's place.
public final class SealedShare {
    public static final int BYTES = Share.BYTES + Envelope.OVERHEAD_BYTES;

    private SealedShare() {}

    /// For the guardian who is to keep it.
    public static byte[] forGuardian(RecoveryPolicy policy, Did guardian, Share share, RandomGenerator random) {
        return Envelope.close(guardian.key(), kept(policy, guardian), share.bytes(), random);
    }

    /// What a guardian was given; empty when it is not the share that the policy gives them.
    ///
    /// @param key the guardian's passport
    public static Optional<Share> openAsGuardian(RecoveryPolicy policy, SigningKey key, byte[] closed) {
        Did guardian = Did.of(key.verifyingKey());
        return share(Envelope.open(key, kept(policy, guardian), closed)).filter(it -> policy.isShareOf(guardian, it));
    }

    /// For the machine that asks to recover.
    public static byte[] forMachine(
            RecoveryPolicy policy, Did guardian, RecoveryRequest request, Share share, RandomGenerator random) {
        return Envelope.close(request.key(), given(policy, guardian, request.id()), share.bytes(), random);
    }

    /// What a guardian gave to this machine, true or false; empty when it was not given to it, for this request.
    public static Optional<Share> openAsMachine(
            RecoveryPolicy policy, Did guardian, RecoveryRequest request, SigningKey machine, byte[] closed) {
        return share(Envelope.open(machine, given(policy, guardian, request.id()), closed));
    }

    /// For the owner alone: what the passport's own key opens, to check guardians' answers with.
    public static byte[] forOwner(RecoveryPolicy policy, Did guardian, Share share, RandomGenerator random) {
        VerifyingKey owner = policy.did().key();
        return Envelope.close(
                owner, purpose("kith-share-check/1", policy, guardian).toByteArray(), share.bytes(), random);
    }

    public static Optional<Share> openAsOwner(RecoveryPolicy policy, Did guardian, SigningKey passport, byte[] closed) {
        return share(Envelope.open(
                passport, purpose("kith-share-check/1", policy, guardian).toByteArray(), closed));
    }

    private static byte[] kept(RecoveryPolicy policy, Did guardian) {
        return purpose("kith-share-kept/1", policy, guardian).toByteArray();
    }

    private static byte[] given(RecoveryPolicy policy, Did guardian, Cid request) {
        ByteArrayOutputStream purpose = purpose("kith-share-given/1", policy, guardian);
        purpose.writeBytes(request.digest());
        return purpose.toByteArray();
    }

    private static ByteArrayOutputStream purpose(String what, RecoveryPolicy policy, Did guardian) {
        ByteArrayOutputStream purpose = new ByteArrayOutputStream();
        purpose.writeBytes((what + "\0").getBytes(StandardCharsets.US_ASCII));
        purpose.writeBytes(policy.id().digest());
        purpose.writeBytes(Keys.of(guardian));
        return purpose;
    }

    private static Optional<Share> share(Optional<byte[]> opened) {
        return opened.flatMap(bytes -> {
            try {
                return Optional.of(Share.parse(bytes));
            } catch (ProtocolException notAShare) {
                return Optional.empty();
            }
        });
    }
}
